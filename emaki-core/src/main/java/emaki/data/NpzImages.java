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
  private static final List<String> TRAINING = List.of("x_train", "X_train", "train_images");
  private static final List<String> TRAINING_LABELS =
      List.of("y_train", "Y_train", "train_labels", "labels_train");
  private static final List<String> TEST = List.of("x_test", "X_test", "test_images");
  private static final List<String> TEST_LABELS = List.of("y_test", "Y_test", "test_labels");
  private static final List<String> VALIDATION = List.of("x_val", "X_val", "val_images");
  private static final List<String> VALIDATION_LABELS = List.of("y_val", "Y_val", "val_labels");
  private static final List<String> IMAGES = List.of("images", "x", "X", "data", "arr_0");
  private static final List<String> LABELS =
      List.of("labels", "label", "y", "Y", "targets", "target", "arr_1");

  private NpzImages() {}

  /** Reads an {@code .npz}: the arrays of images and labels, whatever else may be in it. */
  static Dataset readFile(Path file) {
    List<String> names = Npz.names(file);
    String training = first(names, TRAINING);
    boolean lacksTest = first(names, TEST) == null;
    String test = first(names, lacksTest ? VALIDATION : TEST);
    if (training != null && test != null) {
      String labels = first(names, TRAINING_LABELS);
      String testLabels = first(names, lacksTest ? VALIDATION_LABELS : TEST_LABELS);
      Part tested = part(file, test, testLabels, List.of());
      return part(file, training, labels, leftOver(names, training, labels, test, testLabels))
          .with(
              lacksTest ? tested.with(file + ": " + taken(test)) : tested,
              file.toString(),
              List.of());
    }
    boolean single = names.size() == 1;
    String images = single ? names.get(0) : training != null ? training : first(names, IMAGES);
    if (images == null) {
      throw new InputException(
          file.toString(),
          "expected an array named images, found " + names,
          "save it by numpy.savez_compressed(file, images=..., labels=...)");
    }
    String labels = first(names, training != null ? TRAINING_LABELS : LABELS);
    labels = single ? null : labels;
    return part(file, images, labels, leftOver(names, images, labels))
        .alone(file.toString(), List.of());
  }

  private static String taken(String validation) {
    return validation + " is taken for the test images, as there is no x_test";
  }

  private static List<String> leftOver(List<String> names, @Nullable String... read) {
    return names.stream().filter(name -> !Arrays.asList(read).contains(name)).toList();
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

  /**
   * @param leftOver names of arrays that nobody reads
   */
  private static Part part(
      Path file, String images, @Nullable String labels, List<String> leftOver) {
    Part part =
        part(new NpySource(file, images), labels == null ? null : new NpySource(file, labels));
    return leftOver.isEmpty()
        ? part
        : part.with("%s: passed over the arrays %s".formatted(file, String.join(", ", leftOver)));
  }

  private static @Nullable String first(List<String> names, List<String> wanted) {
    return wanted.stream().filter(names::contains).findFirst().orElse(null);
  }

  /** One colour image [height, width, 3] passes for so many grey ones. */
  private static List<String> narrow(NpySource images, int[] shape) {
    return shape.length != 3 || (shape[2] != 1 && shape[2] != 3 && shape[2] != 4)
        ? List.of()
        : List.of(
            "%s: its shape %s is read as %d grey images of %dx%d; one colour image has the shape [1, height, width, 3]"
                .formatted(images.origin(), Arrays.toString(shape), shape[0], shape[1], shape[2]));
  }

  private static Part part(NpySource images, @Nullable NpySource labels) {
    images.header().requireNumbers(images.origin());
    int[] shape = images.header().shape();
    if (shape.length > 1 && shape[0] == 0) {
      throw new InputException(images.origin(), "holds no images", Part.SOME);
    }
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
        labels == null ? null : Labels.of(labels),
        narrow(images, shape),
        (pixels, first) -> NpyPixels.read(images, pixels, first, shape[0]));
  }
}
