package emaki.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of PNG, JPEG, BMP or GIF files: a sub-folder a class, or flat and unlabelled; or
 * sub-folders {@code train} and {@code test} of that form.
 */
final class ImageFolder {
  private static final Set<String> SUFFIXES = Set.of("png", "jpg", "jpeg", "bmp", "gif");

  private final Path folder;
  private final ImageDecoder decoder;
  private final List<Path> files = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private int passedOver;

  private ImageFolder(Path folder, @Nullable Size resize) {
    this.folder = folder;
    this.decoder = new ImageDecoder(resize);
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
   * @param resize brings every image to this size; null: they must have one size
   * @throws InputException where there are none, one cannot be read, or their sizes differ
   */
  static Dataset read(Path folder, @Nullable Size resize) {
    ImageFolder reading = new ImageFolder(folder, resize);
    try {
      return reading.read();
    } catch (IOException e) {
      throw InputException.of(folder, "cannot be read", e, "check its permissions");
    }
  }

  private Dataset read() throws IOException {
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    boolean divided = Files.isDirectory(train) && Files.isDirectory(test);
    List<String> classes = classes(divided ? train : folder);
    if (divided) {
      gather(train, classes);
      int training = files.size();
      gather(test, classes);
      return dataset(classes, training);
    }
    gather(folder, classes);
    return dataset(classes, files.size());
  }

  /** Names of the sub-folders, in order; empty where the folder is flat. */
  private static List<String> classes(Path root) throws IOException {
    return list(root).stream()
        .filter(Files::isDirectory)
        .map(sub -> sub.getFileName().toString())
        .toList();
  }

  private void gather(Path root, List<String> classes) throws IOException {
    int before = files.size();
    if (!classes(root).equals(classes)) {
      throw new InputException(
          root.toString(),
          "has the classes %s, expected %s".formatted(classes(root), classes),
          "give train and test the same sub-folders");
    }
    List<Path> flat = images(root);
    if (!flat.isEmpty() && !classes.isEmpty()) {
      throw new InputException(
          root.toString(),
          "holds both images and sub-folders of images",
          "put every image into a sub-folder of its class, or all into one folder");
    }
    flat.forEach(file -> add(file, ImageSet.NO_LABEL));
    for (int label = 0; label < classes.size(); label++) {
      for (Path file : images(root.resolve(classes.get(label)))) {
        add(file, label);
      }
    }
    if (files.size() == before) {
      throw new InputException(
          root.toString(),
          "holds no PNG, JPEG, BMP or GIF images"
              + (passedOver == 0
                  ? ""
                  : "; files of other kinds, passed over: %d".formatted(passedOver)),
          "name a folder of images, or of sub-folders of images");
    }
  }

  private void add(Path file, int label) {
    files.add(file);
    labels.add(label);
  }

  private List<Path> images(Path root) throws IOException {
    List<Path> images = new ArrayList<>();
    for (Path entry : list(root)) {
      boolean isFile = Files.isRegularFile(entry);
      if (isFile && SUFFIXES.contains(suffix(entry))) {
        images.add(entry);
      } else if (isFile) {
        passedOver++;
      }
    }
    return images;
  }

  private static List<Path> list(Path root) throws IOException {
    try (var entries = Files.list(root)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static String suffix(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private Dataset dataset(List<String> classes, int training) {
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
            files.stream().map(file -> folder.relativize(file).toString()).toList()),
        training);
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
