package emaki.data;

/** One image file that someone hands over, such as an upload. */
public final class ImageFile {
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
    ImageDecoder decoder =
        new ImageDecoder(new ImageFolder.Size(height, width), "choose another " + ImageKind.NAMES);
    ImageDecoder.Pixels image = decoder.decode(name, file);
    byte[] pixels = new byte[height * width * channels];
    if (channels == 1 && !image.grey()) {
      byte[] rgb = image.values();
      for (int i = 0; i < pixels.length; i++) {
        int sum = (rgb[3 * i] & 0xff) + (rgb[3 * i + 1] & 0xff) + (rgb[3 * i + 2] & 0xff);
        pixels[i] = (byte) ((sum + 1) / 3);
      }
    } else {
      image.copyTo(pixels, 0, channels);
    }
    return ImageSet.of(
        name, pixels, height, width, channels, null, java.util.List.of(), java.util.List.of());
  }
}
