package emaki.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private static final String GZIP = ".gz";

  private IdxImages() {}

  /** Whether a folder has MNIST's training images. */
  static boolean isIn(Path folder) {
    return file(folder, FILES.get(0)) != null;
  }

  /** Reads MNIST's four files, gzipped or not. */
  static Dataset readFolder(Path folder, String name, List<String> classNames) {
    Path[] files = new Path[FILES.size()];
    for (int i = 0; i < files.length; i++) {
      Path file = file(folder, FILES.get(i));
      if (file == null) {
        throw new InputException(
            folder.resolve(FILES.get(i)).toString(),
            "no such file, gzipped or not",
            "a folder of IDX files holds " + String.join(", ", FILES));
      }
      files[i] = file;
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
        labels == null ? null : Idx.labels(labels),
        (pixels, first) -> Idx.readImages(images, pixels, first, extents[0]));
  }

  private static @Nullable Path file(Path folder, String name) {
    for (String suffix : new String[] {"", GZIP}) {
      Path file = folder.resolve(name + suffix);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }
}
