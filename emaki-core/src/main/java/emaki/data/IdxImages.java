package emaki.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pairs of IDX files, images and labels, as MNIST and its kin come. */
final class IdxImages {
  static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  /** The same as others call them: with dots, EMNIST's and its kin's with a name in front. */
  private static final List<Pattern> NAMES =
      Stream.of("train-images", "train-labels", "(t10k|test)-images", "(t10k|test)-labels")
          .map(part -> Pattern.compile("(?!\\.)(.+-)?" + part + "[-.]idx[13][-.]ubyte(\\.gz)?"))
          .toList();

  private static final String GZIP = ".gz";

  private IdxImages() {}

  /** Whether a folder has training images as IDX. */
  static boolean isIn(Path folder) {
    return !files(folder, 0).isEmpty();
  }

  /**
   * Reads MNIST's four files, gzipped or not, under any of their usual names.
   *
   * @throws InputException where one is missing, or there are several sets
   */
  static Dataset readFolder(Path folder, String name, List<String> classNames) {
    Path[] files = new Path[FILES.size()];
    for (int i = 0; i < files.length; i++) {
      List<Path> found = files(folder, i);
      if (found.isEmpty()) {
        throw new InputException(
            folder.resolve(FILES.get(i)).toString(),
            "no such file, gzipped or not",
            "a folder of IDX files holds " + String.join(", ", FILES));
      }
      // The same plain and gzipped is one.
      if (found.stream().map(IdxImages::plain).distinct().count() > 1) {
        throw new InputException(
            folder.toString(),
            "holds several sets: "
                + found.stream().map(file -> file.getFileName().toString()).toList(),
            "put the four files of one into a folder of its own");
      }
      files[i] = found.get(0);
    }
    return part(files[0], files[1]).with(part(files[2], files[3]), name, classNames);
  }

  /**
   * Reads one file of images, and that of its labels where it stands beside it: either may be
   * gzipped.
   */
  static Dataset readFile(Path images) {
    String name = images.getFileName().toString();
    String labels = name.replace("images", "labels").replace("idx3", "idx1");
    String other =
        labels.endsWith(GZIP)
            ? labels.substring(0, labels.length() - GZIP.length())
            : labels + GZIP;
    Path beside =
        Stream.of(labels, other)
            .filter(candidate -> !labels.equals(name))
            .map(images::resolveSibling)
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
    return part(images, beside).alone(images.toString(), List.of());
  }

  private static Part part(Path images, @Nullable Path labels) {
    int[] extents = Idx.imageExtents(images);
    return new Part(
        images.toString(),
        extents[0],
        extents[1],
        extents[2],
        1,
        labels == null ? null : new Labels(labels.toString(), Idx.labels(labels), List.of()),
        List.of(),
        (pixels, first) -> Idx.readImages(images, pixels, first, extents[0]));
  }

  /** Those that may be one of the {@link #FILES}, the plain before the gzipped. */
  private static List<Path> files(Path folder, int which) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> NAMES.get(which).matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw InputException.of(folder, "cannot be read", e, "check its permissions");
    }
  }

  private static String plain(Path file) {
    return file.getFileName().toString().replaceAll("\\.gz$", "");
  }
}
