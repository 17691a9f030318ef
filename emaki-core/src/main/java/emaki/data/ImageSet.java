package emaki.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images of one size: uint8 pixels [n, height, width, channels] with optional labels. Cannot be
 * changed.
 *
 * <p>Any number fits that memory is given for: one byte a value and four a label, so that a million
 * grey images of 64x64 take 4.1 GB of the heap. Readers fill it as they read and refuse, before
 * they begin, what is more than two thirds of the heap.
 */
public final class ImageSet {
  /** The label of an image that has none. */
  public static final int NO_LABEL = -1;

  private final String name;
  private final PixelBlocks pixels;
  private final int height;
  private final int width;
  private final int channels;
  private final int @Nullable [] labels;
  private final List<String> classNames;
  private final List<String> files;
  private @Nullable String sha256;

  /** Of pixels in blocks, of values and of a size that fit the extents; else as {@link #of}. */
  ImageSet(
      String name,
      PixelBlocks pixels,
      int height,
      int width,
      int channels,
      int @Nullable [] labels,
      List<String> classNames,
      List<String> files) {
    int n = pixels.size();
    if ((labels != null && labels.length != n) || (!files.isEmpty() && files.size() != n)) {
      throw new IllegalArgumentException(
          "Expected %d labels and %d files, got %d and %d"
              .formatted(n, n, labels == null ? 0 : labels.length, files.size()));
    }
    int classes = labels == null ? 0 : Arrays.stream(labels).max().orElse(NO_LABEL) + 1;
    this.name = name;
    this.pixels = pixels;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.labels = classes == 0 ? null : labels;
    this.classNames =
        classes <= classNames.size()
            ? List.copyOf(classNames)
            : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    this.files = List.copyOf(files);
  }

  /**
   * Takes pixels over: the arrays must not be changed afterwards.
   *
   * @param name for people: a dataset's or a path
   * @param pixels row-major [n, height, width, channels], n at least 1
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param labels [n], {@link #NO_LABEL} or an index from 0; null: none
   * @param classNames by label; may be empty, then labels name themselves
   * @param files where each image came from, [n]; empty where they have no files of their own
   * @throws IllegalArgumentException where the extents do not fit together
   */
  public static ImageSet of(
      String name,
      byte[] pixels,
      int height,
      int width,
      int channels,
      int @Nullable [] labels,
      List<String> classNames,
      List<String> files) {
    long values = (long) height * width * channels;
    boolean shaped = height >= 1 && width >= 1 && (channels == 1 || channels == 3);
    if (!shaped || pixels.length == 0 || pixels.length % values != 0) {
      throw new IllegalArgumentException(
          "Expected pixels of %dx%dx%d images, got %d values"
              .formatted(height, width, channels, pixels.length));
    }
    return new ImageSet(
        name,
        PixelBlocks.of(pixels, (int) values),
        height,
        width,
        channels,
        labels,
        classNames,
        files);
  }

  /** For people: a dataset's name or a path. */
  public String name() {
    return name;
  }

  /** Number of images. */
  public int size() {
    return pixels.size();
  }

  /** Pixels from top to bottom. */
  public int height() {
    return height;
  }

  /** Pixels from left to right. */
  public int width() {
    return width;
  }

  /** 1 (grey) or 3 (red, green, blue). */
  public int channels() {
    return channels;
  }

  /** Values in one image: height x width x channels. */
  public int values() {
    return pixels.values();
  }

  /** Whether any image has a label. */
  public boolean labelled() {
    return labels != null;
  }

  /** The label of an image, from 0; {@link #NO_LABEL}: none. */
  public int label(int row) {
    return labels == null ? NO_LABEL : labels[row];
  }

  /** A copy of all labels, [n]. */
  public int[] labels() {
    return labels == null ? filled(size()) : labels.clone();
  }

  /** Names by label; empty where there are no labels. */
  public List<String> classNames() {
    return classNames;
  }

  /** Number of classes: names there are, or 0. */
  public int classes() {
    return classNames.size();
  }

  /**
   * The file of each image, relative to its folder; empty where images have no files of their own.
   */
  public List<String> files() {
    return files;
  }

  /** Copies one image, as values in [0, 1], to {@code target[offset...]}. */
  public void copyTo(int row, float[] target, int offset) {
    int values = values();
    byte[] block = pixels.block(row);
    int from = pixels.offset(row);
    for (int i = 0; i < values; i++) {
      target[offset + i] = (block[from + i] & 0xff) / 255f;
    }
  }

  /** Copies one image, as uint8, to {@code target[offset...]}. */
  public void copyBytes(int row, byte[] target, int offset) {
    System.arraycopy(pixels.block(row), pixels.offset(row), target, offset, values());
  }

  /** The mean of some images, value by value, in [0, 1]: [values]. */
  public float[] mean(int... rows) {
    int values = values();
    long[] sums = new long[values];
    for (int row : rows) {
      byte[] block = pixels.block(row);
      int from = pixels.offset(row);
      for (int i = 0; i < values; i++) {
        sums[i] += block[from + i] & 0xff;
      }
    }
    float[] mean = new float[values];
    for (int i = 0; i < values; i++) {
      mean[i] = (float) (sums[i] / (255.0 * rows.length));
    }
    return mean;
  }

  /**
   * Copies of some of the images, in the order given.
   *
   * @throws InputException where they do not fit the memory
   */
  public ImageSet select(int... rows) {
    PixelBlocks chosen = PixelBlocks.allocate(name, rows.length, values());
    int[] chosenLabels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      copyBytes(rows[i], chosen.block(i), chosen.offset(i));
      chosenLabels[i] = label(rows[i]);
    }
    List<String> chosenFiles =
        files.isEmpty() ? files : IntStream.of(rows).mapToObj(files::get).toList();
    return new ImageSet(
        name, chosen, height, width, channels, chosenLabels, classNames, chosenFiles);
  }

  /**
   * Copies of the images, grey or in colour: colours become their mean, grey becomes grey colours.
   *
   * @param wanted 1 or 3
   * @throws InputException where they do not fit the memory
   */
  public ImageSet withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    int area = height * width;
    PixelBlocks converted = PixelBlocks.allocate(name, size(), area * wanted);
    byte[] image = new byte[values()];
    for (int row = 0; row < size(); row++) {
      copyBytes(row, image, 0);
      byte[] target = converted.block(row);
      int from = converted.offset(row);
      for (int i = 0; i < area; i++) {
        if (wanted == 1) {
          target[from + i] = mean(image, 3 * i);
        } else {
          Arrays.fill(target, from + 3 * i, from + 3 * i + 3, image[i]);
        }
      }
    }
    return new ImageSet(name, converted, height, width, wanted, labels, classNames, files);
  }

  /** Of three colours, to the nearest. */
  private static byte mean(byte[] rgb, int at) {
    int sum = (rgb[at] & 0xff) + (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff);
    return (byte) ((sum + 1) / 3);
  }

  /**
   * SHA-256 of extents, pixels and labels, in hexadecimal: the same content has the same, whatever
   * file it was in.
   */
  public synchronized String sha256() {
    if (sha256 == null) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(
            "%d,%d,%d,%d\n"
                .formatted(size(), height, width, channels)
                .getBytes(StandardCharsets.UTF_8));
        pixels.digest(digest);
        ByteBuffer label = ByteBuffer.allocate(4);
        for (int i = 0; i < size(); i++) {
          digest.update(label.putInt(0, label(i)).array());
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every JVM has SHA-256", e);
      }
    }
    return sha256;
  }

  private static int[] filled(int n) {
    int[] none = new int[n];
    Arrays.fill(none, NO_LABEL);
    return none;
  }
}
