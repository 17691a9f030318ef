package emaki.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images and labels out of one pair of files, not yet a data set.
 *
 * @param source where they came from, for messages
 * @param pixels row-major [n, height, width, channels]
 * @param labels [n]; null: none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Part(
    String source, byte[] pixels, int height, int width, int channels, int @Nullable [] labels) {
  private static final int MOST_CLASSES = 100_000;

  Part {
    if (pixels.length == 0) {
      throw new InputException(source, "holds no images", "give at least 10 images");
    }
    int n = pixels.length / (height * width * channels);
    if (labels != null) {
      if (labels.length != n) {
        throw new InputException(
            source,
            "has %d images but %d labels".formatted(n, labels.length),
            "give files that belong together");
      }
      for (int label : labels) {
        if (label < ImageSet.NO_LABEL || label >= MOST_CLASSES) {
          throw new InputException(
              source,
              "holds the label " + label,
              "labels go from 0 to %d; -1 means none".formatted(MOST_CLASSES - 1));
        }
      }
    }
  }

  int size() {
    return pixels.length / (height * width * channels);
  }

  /** A data set of one part, with no official test set. */
  Dataset alone(String name, List<String> classNames) {
    return new Dataset(
        ImageSet.of(name, pixels, height, width, channels, labels, classNames, List.of()), size());
  }

  /** A data set of this training part and a test part. */
  Dataset with(Part test, String name, List<String> classNames) {
    if (height != test.height || width != test.width || channels != test.channels) {
      throw new InputException(
          test.source,
          "its images are %dx%dx%d, those of %s are %dx%dx%d"
              .formatted(test.height, test.width, test.channels, source, height, width, channels),
          "give training and test images of one size");
    }
    if ((labels == null) != (test.labels == null)) {
      throw new InputException(
          test.source,
          "only one of training and test images has labels",
          "give labels for both or neither");
    }
    if ((long) pixels.length + test.pixels.length > Integer.MAX_VALUE - 8) {
      throw new InputException(name, "its images are larger than 2 GB", "use fewer images");
    }
    byte[] all = Arrays.copyOf(pixels, pixels.length + test.pixels.length);
    System.arraycopy(test.pixels, 0, all, pixels.length, test.pixels.length);
    int[] allLabels = null;
    if (labels != null && test.labels != null) {
      allLabels = Arrays.copyOf(labels, labels.length + test.labels.length);
      System.arraycopy(test.labels, 0, allLabels, labels.length, test.labels.length);
    }
    return new Dataset(
        ImageSet.of(name, all, height, width, channels, allLabels, classNames, List.of()), size());
  }
}
