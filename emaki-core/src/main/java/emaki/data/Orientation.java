package emaki.data;

import com.drew.imaging.FileType;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which way up an image is to be seen, as cameras say it in EXIF: 1 as it is, 2 left and right
 * exchanged, 3 upside down, 4 mirrored top to bottom, 5 to 8 the same with rows for columns (Exif
 * 2.32, tag Orientation).
 */
final class Orientation {
  private static final int UPRIGHT = 1;

  private Orientation() {}

  /** An image the way up that its file says. */
  static BufferedImage upright(BufferedImage image, ImageKind kind, byte[] file) {
    int orientation = of(kind, file);
    return orientation == UPRIGHT ? image : turned(image, orientation);
  }

  /** From 1 to 8; 1 where the file says nothing, or nothing that is understood. */
  private static int of(ImageKind kind, byte[] file) {
    try {
      Integer said =
          metadata(kind, file).getDirectoriesOfType(ExifIFD0Directory.class).stream()
              .map(directory -> directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
              .filter(value -> value != null && value >= 1 && value <= 8)
              .findFirst()
              .orElse(UPRIGHT);
      return said;
    } catch (IOException | ImageProcessingException | RuntimeException e) {
      // What a camera adds may be damaged where the pixels are sound.
      return UPRIGHT;
    }
  }

  private static Metadata metadata(ImageKind kind, byte[] file)
      throws IOException, ImageProcessingException {
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    return switch (kind) {
      case JPEG -> JpegMetadataReader.readMetadata(in, List.of(new ExifReader()));
      // Few have any: a search is quicker than parsing, and finds it wherever it stands.
      case PNG -> contains(file, "eXIf") ? read(in, file, FileType.Png) : new Metadata();
      case WEBP -> contains(file, "EXIF") ? read(in, file, FileType.WebP) : new Metadata();
      case TIFF -> read(in, file, FileType.Tiff);
      case BMP, GIF -> new Metadata();
    };
  }

  private static Metadata read(ByteArrayInputStream in, byte[] file, FileType type)
      throws IOException, ImageProcessingException {
    return ImageMetadataReader.readMetadata(in, file.length, type);
  }

  private static boolean contains(byte[] file, String name) {
    return new String(file, StandardCharsets.ISO_8859_1).contains(name);
  }

  private static BufferedImage turned(BufferedImage image, int orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean swapped = orientation >= 5;
    BufferedImage target =
        new BufferedImage(
            swapped ? height : width, swapped ? width : height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int left = width - 1 - x;
        int above = height - 1 - y;
        int rgb = image.getRGB(x, y);
        switch (orientation) {
          case 2 -> target.setRGB(left, y, rgb);
          case 3 -> target.setRGB(left, above, rgb);
          case 4 -> target.setRGB(x, above, rgb);
          case 5 -> target.setRGB(y, x, rgb);
          case 6 -> target.setRGB(above, x, rgb);
          case 7 -> target.setRGB(above, left, rgb);
          default -> target.setRGB(y, left, rgb);
        }
      }
    }
    return target;
  }
}
