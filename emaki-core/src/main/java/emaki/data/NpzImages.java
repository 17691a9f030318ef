package emaki.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images in NumPy files: {@code images} and {@code labels} (or {@code x} and {@code y}, or a single
 * array), or with a test set {@code x_train, y_train, x_test, y_test} as Keras has them, or the
 * four files of the Kuzushiji data sets.
 */
final class NpzImages {
  private static final List<String> IMAGES = List.of("images", "x", "data", "arr_0");
  private static final List<String> LABELS = List.of("labels", "y", "targets", "arr_1");

  private static final List<String> KERAS = List.of("x_train", "y_train", "x_test", "y_test");

  private NpzImages() {}

  /** Reads an {@code .npz}: the arrays of images and labels, whatever else may be in it. */
  static Dataset readFile(Path file) {
    List<String> names = Npz.names(file);
    if (names.containsAll(List.of("x_train", "x_test"))) {
      Map<String, NpyArray> arrays = Npz.read(file, KERAS);
      return part(array(arrays, "x_train"), arrays.get("y_train"))
          .with(part(array(arrays, "x_test"), arrays.get("y_test")), file.toString(), List.of());
    }
    boolean single = names.size() == 1;
    String images = single ? names.get(0) : first(names, IMAGES);
    String labels = single ? null : first(names, LABELS);
    if (images == null) {
      throw new InputException(
          file.toString(),
          "expected an array named images, found " + names,
          "save it by numpy.savez_compressed(file, images=..., labels=...)");
    }
    Map<String, NpyArray> arrays =
        Npz.read(file, labels == null ? List.of(images) : List.of(images, labels));
    return part(array(arrays, images), labels == null ? null : arrays.get(labels))
        .alone(file.toString(), List.of());
  }

  /** Reads an {@code .npy} of images alone. */
  static Dataset readNpy(Path file) {
    return part(Npz.readNpy(file), null).alone(file.toString(), List.of());
  }

  /** Whether a folder has the four files of a Kuzushiji data set. */
  static boolean isIn(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name + "-train-imgs.npz"));
  }

  /** Reads the four files of a Kuzushiji data set. */
  static Dataset readFolder(Path folder, String name, List<String> classNames) {
    return IdxImages.together(
        () ->
            part(
                single(folder, name + "-train-imgs.npz"),
                single(folder, name + "-train-labels.npz")),
        () ->
            part(
                single(folder, name + "-test-imgs.npz"), single(folder, name + "-test-labels.npz")),
        name,
        classNames);
  }

  private static NpyArray single(Path folder, String file) {
    return Npz.readOne(folder.resolve(file), "arr_0");
  }

  private static @Nullable String first(List<String> names, List<String> wanted) {
    return wanted.stream().filter(names::contains).findFirst().orElse(null);
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name));
  }

  private static Part part(NpyArray images, @Nullable NpyArray labels) {
    int[] shape = images.shape();
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
        bytes(images),
        flat ? side : shape[1],
        flat ? side : shape[2],
        channels,
        labels == null ? null : labels.ints());
  }

  private static byte[] bytes(NpyArray images) {
    if (images.floating()) {
      return toBytes(images);
    }
    byte[] bytes = images.bytes();
    if (images.logical()) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (bytes[i] == 0 ? 0 : 255);
      }
    }
    return bytes;
  }

  /** Floats in [0, 1], or in [0, 255] where any is above 1, to the nearest uint8. */
  private static byte[] toBytes(NpyArray images) {
    float[] values = images.floats();
    float largest = 0;
    for (float value : values) {
      if (!(value >= 0 && value <= 255)) {
        throw new InputException(
            images.origin(),
            "holds a pixel of " + value,
            "give pixels in [0, 1], or from 0 to 255");
      }
      largest = Math.max(largest, value);
    }
    float scale = largest <= 1 ? 255 : 1;
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(scale * values[i]);
    }
    return bytes;
  }
}
