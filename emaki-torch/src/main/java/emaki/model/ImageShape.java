package emaki.model;

import emaki.data.ImageSet;
import emaki.data.InputException;

/** The size of images that a network was made for. */
final class ImageShape {
  private ImageShape() {}

  /**
   * Checks that images are of a size.
   *
   * @throws InputException where they are not
   */
  static void requireFits(int height, int width, int channels, ImageSet images) {
    if (images.height() != height || images.width() != width || images.channels() != channels) {
      throw new InputException(
          images.name(),
          "the network expects %dx%dx%d images, these are %dx%dx%d"
              .formatted(
                  height, width, channels, images.height(), images.width(), images.channels()),
          "resize them: ‹resize› %dx%d".formatted(height, width));
    }
  }
}
