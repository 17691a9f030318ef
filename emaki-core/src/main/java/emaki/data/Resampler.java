package emaki.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/**
 * Brings images to one size: bilinear, and by halves where they shrink to less than half, so that
 * every pixel counts.
 */
final class Resampler {
  private final ImageFolder.Size size;

  Resampler(ImageFolder.Size size) {
    this.size = size;
  }

  /**
   * A whole data set at the size that is wanted, as if it had come as a folder of images. Both are
   * in memory until this ends.
   *
   * @throws InputException where they do not fit it
   */
  Dataset resample(Dataset data) {
    ImageSet images = data.images();
    if (images.height() == size.height() && images.width() == size.width()) {
      return data;
    }
    int channels = images.channels();
    int each = size.height() * size.width() * channels;
    PixelBlocks.requireRoom(
        "%s at %dx%d".formatted(images.name(), size.height(), size.width()),
        images.size() * ((long) images.values() + each));
    PixelBlocks pixels = PixelBlocks.allocate(images.name(), images.size(), each);
    resample(images, pixels);
    return new Dataset(
        new ImageSet(
            images.name(),
            pixels,
            size.height(),
            size.width(),
            channels,
            images.labelled() ? images.labels() : null,
            images.classNames(),
            images.files()),
        data.trainingCount(),
        data.remarks());
  }

  /** Fills {@code target} with the images at the size that is wanted. */
  void resample(ImageSet images, PixelBlocks target) {
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            i ->
                bytes(
                    resample(image(images, i)),
                    images.channels(),
                    target.block(i),
                    target.offset(i)));
  }

  /** One image, red, green and blue, at the size that is wanted. */
  BufferedImage resample(BufferedImage rgb) {
    BufferedImage image = rgb;
    // Bilinear sampling sees two pixels a side, so larger steps than halving would skip some.
    while (image.getWidth() > 2 * size.width() || image.getHeight() > 2 * size.height()) {
      image =
          draw(
              image,
              Math.max(size.width(), (image.getWidth() + 1) / 2),
              Math.max(size.height(), (image.getHeight() + 1) / 2));
    }
    return draw(image, size.width(), size.height());
  }

  /** An image over white, as red, green and blue, of a size. */
  static BufferedImage draw(BufferedImage image, int width, int height) {
    BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = target.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return target;
  }

  private static BufferedImage image(ImageSet images, int row) {
    byte[] values = new byte[images.values()];
    images.copyBytes(row, values, 0);
    BufferedImage image =
        new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < images.width() * images.height(); i++) {
      int rgb =
          images.channels() == 1
              ? (values[i] & 0xff) * 0x010101
              : ((values[3 * i] & 0xff) << 16)
                  | ((values[3 * i + 1] & 0xff) << 8)
                  | (values[3 * i + 2] & 0xff);
      image.setRGB(i % images.width(), i / images.width(), rgb);
    }
    return image;
  }

  private static void bytes(BufferedImage image, int channels, byte[] target, int offset) {
    int width = image.getWidth();
    int[] rgb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      for (int c = 0; c < channels; c++) {
        target[offset + channels * i + c] = (byte) (rgb[i] >> (16 - 8 * c));
      }
    }
  }
}
