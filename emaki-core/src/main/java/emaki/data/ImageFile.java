package emaki.data;

import java.nio.file.Path;
import java.util.List;

/** One image file that someone hands over, such as an upload. */
public final class ImageFile {
  private static final String HINT = "choose another " + ImageKind.NAMES;

  private ImageFile() {}

  /**
   * Decodes a PNG, JPEG, BMP, GIF, TIFF or WebP and brings it to a size. What its header claims is
   * looked at before anything is decoded.
   *
   * @param name for messages
   * @param channels 1: colours become their mean; 3: grey becomes grey colours
   * @return a single image
   * @throws InputException where it is no image, damaged or has more than 64 million pixels
   */
  public static ImageSet read(String name, byte[] file, int height, int width, int channels) {
    return read(new ImageDecoder(new ImageFolder.Size(height, width), HINT), name, file, channels);
  }

  /**
   * The same of an image as large as it is.
   *
   * @throws InputException as the other
   */
  public static ImageSet read(String name, byte[] file, int channels) {
    return read(new ImageDecoder(null, HINT), name, file, channels);
  }

  /**
   * What such a file holds, as it is.
   *
   * @throws InputException where it cannot be read or is larger than any image that is taken
   */
  public static byte[] bytes(Path file) {
    return new ImageDecoder(null, HINT).bytes(file);
  }

  private static ImageSet read(ImageDecoder decoder, String name, byte[] file, int channels) {
    ImageDecoder.Pixels image = decoder.decode(name, file);
    int found = image.grey() ? 1 : 3;
    List<String> none = List.of();
    return ImageSet.of(name, image.values(), image.height(), image.width(), found, null, none, none)
        .withChannels(channels);
  }
}
