package emaki.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images and labels out of one pair of files, not yet a data set: what their headers tell, and how
 * the pixels are read once there is room for them.
 *
 * @param source where they come from, for messages
 * @param size number of images
 * @param labels [n]; null: none
 * @param reading fills the pixels
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Part(
    String source,
    int size,
    int height,
    int width,
    int channels,
    int @Nullable [] labels,
    Reading reading) {
  private static final int MOST_CLASSES = 100_000;

  /** Reads the pixels of all images. */
  @FunctionalInterface
  interface Reading {
    /** Reads them into the images from {@code first} on. */
    void into(PixelBlocks pixels, int first);
  }

  Part {
    if (size == 0) {
      throw new InputException(source, "holds no images", "give at least 10 images");
    }
    if ((long) height * width > (Integer.MAX_VALUE - 8) / channels) {
      throw new InputException(
          source,
          "its images are %dx%dx%d, one alone is larger than 2 GiB"
              .formatted(height, width, channels),
          "give smaller images");
    }
    if (labels != null) {
      if (labels.length != size) {
        throw new InputException(
            source,
            "has %d images but %d labels".formatted(size, labels.length),
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

  /**
   * Reads a data set of one part, with no official test set.
   *
   * @throws InputException where it does not fit the memory, before it is read, or is damaged
   */
  Dataset alone(String name, List<String> classNames) {
    PixelBlocks pixels = PixelBlocks.allocate(name, size, height * width * channels);
    reading.into(pixels, 0);
    return dataset(name, pixels, labels, classNames);
  }

  /**
   * Reads a data set of this training part and a test part, side by side.
   *
   * @throws InputException where they differ in size or do not fit the memory, before they are
   *     read, or are damaged
   */
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
    PixelBlocks pixels =
        PixelBlocks.allocate(name, (long) size + test.size, height * width * channels);
    Stream.<Runnable>of(() -> reading.into(pixels, 0), () -> test.reading.into(pixels, size))
        .parallel()
        .forEach(Runnable::run);
    int[] allLabels = null;
    if (labels != null && test.labels != null) {
      allLabels = Arrays.copyOf(labels, pixels.size());
      System.arraycopy(test.labels, 0, allLabels, size, test.size);
    }
    return dataset(name, pixels, allLabels, classNames);
  }

  private Dataset dataset(
      String name, PixelBlocks pixels, int @Nullable [] all, List<String> classNames) {
    return new Dataset(
        new ImageSet(name, pixels, height, width, channels, all, classNames, List.of()), size);
  }
}
