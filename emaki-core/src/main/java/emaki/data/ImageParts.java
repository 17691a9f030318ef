package emaki.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Whether an image file is whole, by the parts that it says it has. The decoders of Java do not
 * ask: they draw what they got.
 */
final class ImageParts {
  private static final int PNG_SIGNATURE = 8;
  private static final int RIFF_HEADER = 8;

  /**
   * The name of a lossy WebP's chunk, and what its frame has behind three bytes (RFC 6386, 9.1).
   */
  private static final int VP8 = 0x20385056;

  private static final int VP8_START = 0x2a019d;

  /**
   * Most blocks of 16 x 16 pixels in a byte: libwebp takes half a byte for one of a single colour.
   */
  private static final int VP8_BLOCKS = 16;

  private ImageParts() {}

  /** What is wrong with a file; empty where nothing is seen to be. */
  static Optional<String> fault(ImageKind kind, byte[] file) {
    return switch (kind) {
      case PNG -> png(ByteBuffer.wrap(file));
      case WEBP -> riff(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
      case TIFF -> TiffDepth.fault(file);
      default -> Optional.empty();
    };
  }

  /** Chunks of length, name, content and checksum; the last is IEND. */
  private static Optional<String> png(ByteBuffer file) {
    file.position(PNG_SIGNATURE);
    while (file.remaining() >= 12) {
      int length = file.getInt();
      int from = file.position();
      if (length < 0 || length > file.remaining() - 8) {
        return Optional.of("it is cut off");
      }
      String name = new String(file.array(), from, 4, StandardCharsets.ISO_8859_1);
      CRC32 crc = new CRC32();
      crc.update(file.array(), from, 4 + length);
      // A capital letter: no image without this chunk. What is beside it harms no pixel.
      if ((int) crc.getValue() != file.getInt(from + 4 + length)
          && Character.isUpperCase(name.charAt(0))) {
        return Optional.of(
            "bytes in it are broken: the checksum of its %s is wrong".formatted(name));
      }
      if (name.equals("IEND")) {
        return Optional.empty();
      }
      file.position(from + length + 8);
    }
    return Optional.of("it is cut off: its end is missing");
  }

  /** Chunks of name, length and content, filled up to even lengths. */
  private static Optional<String> riff(ByteBuffer file) {
    long said = file.remaining() < RIFF_HEADER ? Long.MAX_VALUE : file.getInt(4) & 0xffffffffL;
    if (said > file.remaining() - RIFF_HEADER) {
      return Optional.of("it is cut off");
    }
    file.position(12);
    while (file.remaining() >= RIFF_HEADER && file.position() < RIFF_HEADER + said) {
      int name = file.getInt();
      long length = file.getInt() & 0xffffffffL;
      if (length > file.remaining()) {
        return Optional.of("it is cut off");
      }
      if (name == VP8) {
        Optional<String> fault = vp8(file.slice().order(ByteOrder.LITTLE_ENDIAN), length);
        if (fault.isPresent()) {
          return fault;
        }
      }
      file.position((int) Math.min(file.limit(), file.position() + length + (length & 1)));
    }
    return Optional.empty();
  }

  /**
   * A lossy frame. Whoever decodes one holds some 70 bytes a pixel, so that a size which broken
   * bytes give would take gigabytes.
   */
  private static Optional<String> vp8(ByteBuffer frame, long length) {
    if (length < 10 || (frame.getInt(3) & 0xffffff) != VP8_START) {
      return Optional.of("bytes in it are broken: its frame does not begin as one");
    }
    int width = frame.getShort(6) & 0x3fff;
    int height = frame.getShort(8) & 0x3fff;
    long blocks = (width + 15L) / 16 * ((height + 15) / 16);
    return blocks <= VP8_BLOCKS * length
        ? Optional.empty()
        : Optional.of(
            "%d x %d pixels cannot be in a frame of %d bytes".formatted(width, height, length));
  }
}
