package emaki.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images in NumPy files: {@code images} and {@code labels} (or {@code x} and {@code y}, or a single
 * array), or with a test set {@code x_train, y_train, x_test, y_test} as Keras has them, or the
 * four files of the Kuzushiji data sets.
 */
final class NpzImages {
  private static final List<String> IMAGES = List.of("images", "x", "data", "arr_0");
  private static final List<String> LABELS = List.of("labels", "y", "targets", "arr_1");

  private NpzImages() {}

  /** Reads an {@code .npz}: the arrays of images and labels, whatever else may be in it. */
  static Dataset readFile(Path file) {
    List<String> names = Npz.names(file);
    if (names.containsAll(List.of("x_train", "x_test"))) {
      return part(file, names, "x_train", "y_train")
          .with(part(file, names, "x_test", "y_test"), file.toString(), List.of());
    }
    boolean single = names.size() == 1;
    String images = single ? names.get(0) : first(names, IMAGES);
    if (images == null) {
      throw new InputException(
          file.toString(),
          "expected an array named images, found " + names,
          "save it by numpy.savez_compressed(file, images=..., labels=...)");
    }
    return part(file, names, images, single ? null : first(names, LABELS))
        .alone(file.toString(), List.of());
  }

  /** Reads an {@code .npy} of images alone. */
  static Dataset readNpy(Path file) {
    return part(new NpySource(file, null), null).alone(file.toString(), List.of());
  }

  /** Whether a folder has the four files of a Kuzushiji data set. */
  static boolean isIn(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name + "-train-imgs.npz"));
  }

  /** Reads the four files of a Kuzushiji data set. */
  static Dataset readFolder(Path folder, String name, List<String> classNames) {
    return single(folder, name + "-train").with(single(folder, name + "-test"), name, classNames);
  }

  private static Part single(Path folder, String file) {
    return part(
        Npz.one(folder.resolve(file + "-imgs.npz"), "arr_0"),
        Npz.one(folder.resolve(file + "-labels.npz"), "arr_0"));
  }

  private static Part part(Path file, List<String> names, String images, @Nullable String labels) {
    return part(
        new NpySource(file, images),
        labels != null && names.contains(labels) ? new NpySource(file, labels) : null);
  }

  private static @Nullable String first(List<String> names, List<String> wanted) {
    return wanted.stream().filter(names::contains).findFirst().orElse(null);
  }

  private static Part part(NpySource images, @Nullable NpySource labels) {
    int[] shape = images.header().shape();
    int channels = shape.length == 4 ? shape[3] : 1;
    boolean flat = shape.length == 2;
    int side = flat ? (int) Math.round(Math.sqrt(shape[1])) : 0;
    boolean fits =
        (shape.length == 3 || (shape.length == 4 && (channels == 1 || channels == 3)))
            || (flat && side * side == shape[1]);
    if (!fits || Arrays.stream(shape).anyMatch(extent -> extent < 1)) {
      throw new InputException(
          images.origin(),
          "expected images [n, height, width] or [n, height, width, 1 or 3], found "
              + Arrays.toString(shape),
          "reshape the array");
    }
    return new Part(
        images.origin(),
        shape[0],
        flat ? side : shape[1],
        flat ? side : shape[2],
        channels,
        labels == null ? null : labels.array().ints(),
        (pixels, first) -> NpyPixels.read(images, pixels, first, shape[0]));
  }
}
