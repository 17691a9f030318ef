package emaki.data;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes one image file, grey or colour, over white where it is transparent. */
final class ImageDecoder {
  /** Most pixels in one image: what a header claims is looked at before anything is decoded. */
  private static final long MOST_PIXELS = 64L << 20;

  /** Such an image with 16 bits of red, green, blue and opacity, not compressed. */
  private static final long MOST_BYTES = 8 * MOST_PIXELS + (1 << 20);

  /** Warnings of decoders that drew what is not in the file; others are of odd headers. */
  private static final Pattern DAMAGE =
      Pattern.compile("(?i)corrupt|premature|truncated|unexpected end|inconsistent progression");

  private static final String JDK = "com.sun.imageio.";

  private final @Nullable Resampler resampler;
  private final String hint;

  /**
   * Decodes files of any origin.
   *
   * @param hint what to do about one that is refused
   */
  ImageDecoder(ImageFolder.@Nullable Size resize, String hint) {
    this.hint = hint;
    this.resampler = resize == null ? null : new Resampler(resize);
  }

  /**
   * An image as bytes.
   *
   * @param values row-major [height, width], or [height, width, 3] unless grey
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Pixels(int height, int width, boolean grey, byte[] values) {

    /** This, where it has the size of the first image. */
    Pixels sized(Pixels first, Path file, Path firstFile) {
      if (height != first.height || width != first.width) {
        throw new InputException(
            file.toString(),
            "is %dx%d pixels (height x width), %s is %dx%d"
                .formatted(height, width, firstFile.getFileName(), first.height, first.width),
            "bring all images to one size, as by ‹resize› 64x64");
      }
      return this;
    }

    void copyTo(byte[] target, int offset, int channels) {
      if (!grey || channels == 1) {
        System.arraycopy(values, 0, target, offset, values.length);
        return;
      }
      for (int i = 0; i < values.length; i++) {
        for (int c = 0; c < 3; c++) {
          target[offset + 3 * i + c] = values[i];
        }
      }
    }
  }

  /**
   * Decodes a file.
   *
   * @throws InputException where it is no image, damaged or too large
   */
  Pixels decode(Path file) {
    return decode(file.toString(), bytes(file));
  }

  /**
   * What a file holds.
   *
   * @throws InputException where it cannot be read or is too large
   */
  byte[] bytes(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes > MOST_BYTES) {
        throw invalid(
            file.toString(),
            "has %d MB, expected at most %d".formatted(bytes >> 20, MOST_BYTES >> 20),
            null);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw invalid(file.toString(), "cannot be read: " + InputException.reason(e), e);
    }
  }

  /**
   * Decodes what a file holds.
   *
   * @param name of the file, for messages
   * @throws InputException where it is no image, damaged or too large
   */
  Pixels decode(String name, byte[] file) {
    ImageKind kind =
        ImageKind.of(Arrays.copyOf(file, Math.min(file.length, ImageKind.START)))
            .orElseThrow(
                () ->
                    invalid(
                        name,
                        file.length == 0
                            ? "is empty"
                            : "is not an image: expected " + ImageKind.NAMES,
                        null));
    try {
      return pixels(sized(Orientation.upright(flatten(read(name, kind, file)), kind, file)));
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Image readers answer damage with exceptions of every kind, in words of their own.
      throw invalid(name, "is damaged, or of a %s that is not known".formatted(kind), e);
    }
  }

  private BufferedImage read(String name, ImageKind kind, byte[] file) throws IOException {
    try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
      ImageReader reader = reader(name, in);
      try {
        Optional<String> fault = ImageParts.fault(kind, file);
        if (fault.isPresent()) {
          throw invalid(name, "is damaged: " + fault.get(), null);
        }
        AtomicBoolean damaged = new AtomicBoolean();
        reader.addIIOReadWarningListener(
            (source, warning) -> damaged.compareAndSet(false, DAMAGE.matcher(warning).find()));
        BufferedImage image = reader.read(0);
        if (damaged.get()) {
          throw invalid(name, "is damaged: it is cut off, or bytes in it are broken", null);
        }
        return image;
      } finally {
        reader.dispose();
      }
    }
  }

  /** The JDK's own, whose pixels are those of ever; another where it knows no type of the image. */
  private ImageReader reader(String name, ImageInputStream in) throws IOException {
    List<ImageReader> readers = new ArrayList<>();
    ImageIO.getImageReaders(in).forEachRemaining(readers::add);
    readers.sort(Comparator.comparing(reader -> !reader.getClass().getName().startsWith(JDK)));
    for (ImageReader reader : readers) {
      in.seek(0);
      reader.setInput(in, false, true);
      requireSize(name, reader);
      if (reader.getImageTypes(0).hasNext()) {
        return reader;
      }
      reader.dispose();
    }
    throw new IIOException("its kind of colours is not known");
  }

  private void requireSize(String name, ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MOST_PIXELS) {
      throw invalid(
          name,
          "claims to be %d x %d, expected at most %d million pixels"
              .formatted(reader.getWidth(0), reader.getHeight(0), MOST_PIXELS >> 20),
          null);
    }
  }

  private BufferedImage sized(BufferedImage rgb) {
    return resampler == null ? rgb : resampler.resample(rgb);
  }

  /** The image as red, green and blue. */
  private static BufferedImage flatten(BufferedImage image) {
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(image.getColorModel() instanceof IndexColorModel);
    return Resampler.draw(grey ? sampled(image) : image, image.getWidth(), image.getHeight());
  }

  /**
   * A grey image with the values of its file. Java takes those for linear light wherever there is
   * alpha or there are 16 bits, and would brighten them: 96 to 165.
   */
  private static BufferedImage sampled(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    BufferedImage target = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < image.getHeight(); y++) {
      int[] row = eightBits(raster, y, 0);
      int[] opacity = raster.getNumBands() > 1 ? eightBits(raster, y, 1) : null;
      for (int x = 0; x < width; x++) {
        row[x] = (opacity == null ? 255 : opacity[x]) << 24 | row[x] * 0x010101;
      }
      target.setRGB(0, y, width, 1, row, 0, width);
    }
    return target;
  }

  /** A row of samples of any number of bits, each to the nearest uint8. */
  private static int[] eightBits(Raster raster, int y, int band) {
    int[] samples = raster.getSamples(0, y, raster.getWidth(), 1, band, (int[]) null);
    long most = (1L << raster.getSampleModel().getSampleSize(band)) - 1;
    for (int x = 0; x < samples.length; x++) {
      samples[x] = (int) ((255L * samples[x] + most / 2) / most);
    }
    return samples;
  }

  private static Pixels pixels(BufferedImage image) {
    int n = image.getWidth() * image.getHeight();
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    boolean grey = true;
    byte[] colour = new byte[3 * n];
    byte[] light = new byte[n];
    for (int i = 0; i < n; i++) {
      int red = rgb[i] >> 16 & 0xff;
      int green = rgb[i] >> 8 & 0xff;
      int blue = rgb[i] & 0xff;
      grey &= red == green && green == blue;
      light[i] = (byte) red;
      colour[3 * i] = (byte) red;
      colour[3 * i + 1] = (byte) green;
      colour[3 * i + 2] = (byte) blue;
    }
    return new Pixels(image.getHeight(), image.getWidth(), grey, grey ? light : colour);
  }

  private InputException invalid(String file, String why, @Nullable Exception e) {
    return new InputException(file, why, hint, e);
  }
}
