package emaki.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
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

  /** Reads MNIST's four files, gzipped or not, two at a time. */
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
    return together(
        () -> read(files[0], files[1]), () -> read(files[2], files[3]), name, classNames);
  }

  /** Reads training and test part side by side. */
  static Dataset together(
      Supplier<Part> training, Supplier<Part> test, String name, List<String> classNames) {
    CompletableFuture<Part> testing = CompletableFuture.supplyAsync(test);
    try {
      return training.get().with(testing.join(), name, classNames);
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
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
    return read(images, beside).alone(images.toString(), List.of());
  }

  private static Part read(Path imageFile, @Nullable Path labelFile) {
    Idx images = Idx.read(imageFile, 3);
    int[] labels = null;
    if (labelFile != null) {
      byte[] values = Idx.read(labelFile, 1).values();
      labels = new int[values.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = values[i] & 0xff;
      }
    }
    int[] extents = images.extents();
    return new Part(imageFile.toString(), images.values(), extents[1], extents[2], 1, labels);
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
