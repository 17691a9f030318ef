package emaki.data;

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
 * @param remarks on what the headers tell
 * @param reading fills the pixels
 */
record Part(
    String source,
    int size,
    int height,
    int width,
    int channels,
    @Nullable Labels labels,
    List<String> remarks,
    Reading reading) {

  static final String SOME = "give at least 10 images";

  /** Reads the pixels of all images. */
  @FunctionalInterface
  interface Reading {
    /** Reads them into the images from {@code first} on. */
    void into(PixelBlocks pixels, int first);
  }

  Part {
    if (size == 0) {
      throw new InputException(source, "holds no images", SOME);
    }
    if ((long) height * width > (Integer.MAX_VALUE - 8) / channels) {
      throw new InputException(
          source,
          "its images are %dx%dx%d, one alone is larger than 2 GiB"
              .formatted(height, width, channels),
          "give smaller images");
    }
    if (labels != null && labels.values().length != size) {
      throw new InputException(
          labels.source(),
          "does not belong to %s: %d images but %d labels"
              .formatted(source, size, labels.values().length),
          "give files that belong together");
    }
  }

  /** The same with one more remark. */
  Part with(String remark) {
    List<String> more = Stream.concat(remarks.stream(), Stream.of(remark)).toList();
    return new Part(source, size, height, width, channels, labels, more, reading);
  }

  /**
   * Reads a data set of one part, with no official test set.
   *
   * @throws InputException where it does not fit the memory, before it is read, or is damaged
   */
  Dataset alone(String name, List<String> classNames) {
    PixelBlocks pixels = PixelBlocks.allocate(name, size, height * width * channels);
    reading.into(pixels, 0);
    return dataset(name, pixels, labels, classNames, remarks);
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
    Labels all = labels == null || test.labels == null ? null : labels.and(test.labels);
    List<String> both = Stream.concat(remarks.stream(), test.remarks.stream()).toList();
    return dataset(name, pixels, all, classNames, both);
  }

  private Dataset dataset(
      String name,
      PixelBlocks pixels,
      @Nullable Labels all,
      List<String> classNames,
      List<String> said) {
    List<String> names = all == null || all.classNames().isEmpty() ? classNames : all.classNames();
    int[] values = all == null ? null : all.values();
    return new Dataset(
        new ImageSet(name, pixels, height, width, channels, values, names, List.of()),
        size,
        Remarks.of(said).and(pixels.remarks(name)).and(all == null ? List.of() : all.remarks()));
  }
}
