package emaki.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A folder of images: a sub-folder a class, or flat and unlabelled; or sub-folders of that form for
 * training and test images. What lies deeper belongs to the class that it is under.
 */
final class ImageFolder {
  private static final String MEND =
      "remove it from the folder or mend it, or leave such images out by ‹skip-unreadable›";

  private final Path folder;
  private final ImageDecoder decoder;
  private final boolean skipUnreadable;
  private final List<Path> files = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final PassedOver passedOver;
  private int deeper;

  private ImageFolder(Path folder, DatasetOptions options) {
    this.folder = folder;
    this.decoder = new ImageDecoder(options.resize(), MEND);
    this.skipUnreadable = options.skipUnreadable();
    this.passedOver = new PassedOver(folder);
  }

  /**
   * Height and width of an image in pixels.
   *
   * @param height at least 1
   * @param width at least 1
   */
  record Size(int height, int width) {}

  /**
   * Reads all images of a folder.
   *
   * @throws InputException where there are none, one cannot be read, or their sizes differ
   */
  static Dataset read(Path folder, DatasetOptions options) {
    ImageFolder reading = new ImageFolder(folder, options);
    try {
      return reading.read();
    } catch (IOException e) {
      throw InputException.of(folder, "cannot be read", e, "check its permissions");
    }
  }

  /**
   * Looks for the images without decoding any.
   *
   * @throws InputException where there are none, or they are not laid out as {@link #read} takes
   *     them
   */
  static ImageFiles list(Path folder) {
    ImageFolder reading = new ImageFolder(folder, DatasetOptions.DEFAULT);
    try {
      Found found = reading.find();
      return new ImageFiles(
          folder,
          reading.files.stream().map(reading::named).toList(),
          reading.labels,
          found.classes);
    } catch (IOException e) {
      throw InputException.of(folder, "cannot be read", e, "check its permissions");
    }
  }

  /**
   * What was gathered.
   *
   * @param training how many of the files, the first ones, are for training
   */
  private record Found(List<String> classes, int training) {}

  private Dataset read() throws IOException {
    Found found = find();
    return dataset(found.classes, found.training);
  }

  private Found find() throws IOException {
    ImageTree tree = ImageTree.of(folder, passedOver);
    Optional<FolderDivision> division = FolderDivision.of(tree);
    if (division.isEmpty()) {
      List<String> classes = classes(tree);
      gather(tree, classes);
      return new Found(classes, files.size());
    }
    return find(tree, division.get());
  }

  private Found find(ImageTree tree, FolderDivision parts) throws IOException {
    tree.images().forEach(passedOver::beside);
    parts.others().forEach(other -> passedOver.beside(other.path()));
    List<String> classes = classes(parts.train());
    gather(parts.train(), classes);
    ImageTree validation = parts.validation();
    ImageTree test = parts.test();
    if (validation != null && test != null) {
      gather(validation, classes);
      remarks.add(
          "%s: its images are training images too: a share of these is set aside by ‹validation-fraction›"
              .formatted(validation.path()));
    } else if (validation != null) {
      test = validation;
      remarks.add("%s: taken for the test images, as there is no test".formatted(test.path()));
    }
    int training = files.size();
    if (test != null) {
      gather(test, classes);
    }
    return new Found(classes, training);
  }

  /** Names of the sub-folders with images, in order; empty where the folder is flat. */
  private static List<String> classes(ImageTree root) {
    return root.classes().stream().map(ImageTree::name).toList();
  }

  private void gather(ImageTree root, List<String> classes) {
    List<String> found = classes(root);
    if (!classes.containsAll(found) || found.isEmpty() != classes.isEmpty()) {
      throw new InputException(
          root.path().toString(),
          "has the classes %s, expected %s".formatted(found, classes),
          "give training and test images the same sub-folders");
    }
    if (!root.images().isEmpty() && !found.isEmpty()) {
      throw new InputException(
          root.path().toString(),
          "holds both images and sub-folders of images",
          "put every image into a sub-folder of its class, or all into one folder");
    }
    if (root.all().isEmpty()) {
      throw new InputException(
          root.path().toString(),
          "holds no %s images".formatted(ImageKind.NAMES)
              + (passedOver.files() == 0
                  ? ""
                  : "; files of other kinds, passed over: %d".formatted(passedOver.files())),
          "name a folder of images, or of sub-folders of images");
    }
    root.images().forEach(file -> add(file, ImageSet.NO_LABEL));
    for (ImageTree sub : root.folders()) {
      if (sub.all().isEmpty()) {
        passedOver.empty(sub.path());
      }
      sub.all().forEach(file -> add(file, classes.indexOf(sub.name())));
      deeper += sub.all().size() - sub.images().size();
    }
    if (found.size() < classes.size()) {
      List<String> lacking = new ArrayList<>(classes);
      lacking.removeAll(found);
      remarks.add("%s: has no images of %s".formatted(root.path(), PassedOver.listed(lacking)));
    }
  }

  private void add(Path file, int label) {
    files.add(file);
    labels.add(label);
  }

  /** Leaves out what cannot be decoded; every image is decoded for that, and again to be kept. */
  private int dropUnreadable(int training) {
    List<Optional<String>> faults =
        files.parallelStream()
            .map(
                file -> {
                  try {
                    decoder.decode(file);
                    return Optional.<String>empty();
                  } catch (InputException e) {
                    return Optional.of(named(file) + ": " + e.reason());
                  }
                })
            .toList();
    int kept = training;
    for (int i = files.size() - 1; i >= 0; i--) {
      if (faults.get(i).isPresent()) {
        files.remove(i);
        labels.remove(i);
        kept -= i < training ? 1 : 0;
      }
    }
    faults.stream().flatMap(Optional::stream).forEach(unreadable::add);
    if (kept == 0) {
      throw new InputException(
          folder.toString(),
          "none of its %d training images can be read, such as %s"
              .formatted(training, unreadable.get(0)),
          MEND);
    }
    if (!unreadable.isEmpty()) {
      remarks.add(
          "%s: skipped images that cannot be read: %d (%s)"
              .formatted(folder, unreadable.size(), PassedOver.listed(unreadable)));
    }
    return kept;
  }

  /** Links may lead to images that are there anyway. */
  private void remarkOnTwins() throws IOException {
    Map<Path, Path> first = new HashMap<>();
    List<String> twins = new ArrayList<>();
    for (Path file : passedOver.linked() ? files : List.<Path>of()) {
      Path other = first.putIfAbsent(file.toRealPath(), file);
      if (other != null) {
        twins.add(named(file) + " is " + named(other));
      }
    }
    if (!twins.isEmpty()) {
      remarks.add(
          "%s: images that count twice, as a link leads to them: %d (%s)"
              .formatted(folder, twins.size(), PassedOver.listed(twins)));
    }
  }

  private String named(Path file) {
    return folder.relativize(file).toString();
  }

  private Remarks remarks() {
    if (deeper > 0) {
      remarks.add(
          "%s: images in deeper folders belong to the class that they are under: %d"
              .formatted(folder, deeper));
    }
    return new Remarks(remarks, unreadable).and(passedOver.lines());
  }

  private Dataset dataset(List<String> classes, int found) throws IOException {
    int training = skipUnreadable ? dropUnreadable(found) : found;
    remarkOnTwins();
    ImageDecoder.Pixels first = decoder.decode(files.get(0));
    Optional<PixelBlocks> grey = first.grey() ? pixels(first, 1) : Optional.empty();
    PixelBlocks pixels = grey.or(() -> pixels(first, 3)).orElseThrow();
    return new Dataset(
        new ImageSet(
            folder.toString(),
            pixels,
            first.height(),
            first.width(),
            grey.isPresent() ? 1 : 3,
            labels.stream().mapToInt(Integer::intValue).toArray(),
            classes,
            files.stream().map(this::named).toList()),
        training,
        remarks().and(pixels.remarks(folder.toString())));
  }

  /**
   * Decodes all images into so many channels: they are told to be grey only once the last is
   * decoded, and are kept no other way.
   *
   * @return empty where there is one channel and a coloured image
   */
  private Optional<PixelBlocks> pixels(ImageDecoder.Pixels first, int channels) {
    PixelBlocks pixels =
        PixelBlocks.allocate(
            folder.toString(), files.size(), first.height() * first.width() * channels);
    boolean all =
        IntStream.range(0, files.size())
            .parallel()
            .allMatch(
                i -> {
                  ImageDecoder.Pixels image =
                      decoder.decode(files.get(i)).sized(first, files.get(i), files.get(0));
                  boolean fits = channels == 3 || image.grey();
                  if (fits) {
                    image.copyTo(pixels.block(i), pixels.offset(i), channels);
                  }
                  return fits;
                });
    return all ? Optional.of(pixels) : Optional.empty();
  }
}
