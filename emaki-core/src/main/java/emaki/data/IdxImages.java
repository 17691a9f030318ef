package emaki.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pairs of IDX files, images and labels, as MNIST and its kin come. */
final class IdxImages {
  static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

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
      throw e.getCause() instanceof InputException input ? input : e;
    }
  }

  /** Reads one file of images, and that of its labels where it stands beside it. */
  static Dataset readFile(Path images) {
    Path name = images.getFileName();
    Path labels =
        images.resolveSibling(name.toString().replace("images", "labels").replace("idx3", "idx1"));
    boolean paired = !labels.equals(images) && Files.isRegularFile(labels);
    return read(images, paired ? labels : null).alone(images.toString(), List.of());
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
    for (String suffix : new String[] {"", ".gz"}) {
      Path file = folder.resolve(name + suffix);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }
}
