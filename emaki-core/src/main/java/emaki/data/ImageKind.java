package emaki.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of image files that are read, told by how a file begins and not by its name. */
enum ImageKind {
  PNG("png"),
  JPEG("jpg", "jpeg", "jpe", "jfif", "pjpeg", "pjp"),
  BMP("bmp", "dib"),
  GIF("gif"),
  TIFF("tif", "tiff"),
  WEBP("webp");

  /** All of them, for messages. */
  static final String NAMES = "PNG, JPEG, BMP, GIF, TIFF or WebP";

  /** Bytes that tell a kind. */
  static final int START = 18;

  private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final List<String> suffixes;

  ImageKind(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  /**
   * The kind of a file.
   *
   * @param start its first {@link #START} bytes, or all that it has
   */
  static Optional<ImageKind> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (start.length >= 8 && Arrays.equals(start, 0, 8, PNG_START, 0, 8)) {
      return Optional.of(PNG);
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return Optional.of(TIFF);
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    }
    // "BM" alone begins many a text: the size of the header that follows is small.
    boolean bitmap = text.startsWith("BM") && start.length >= START && start[14] >= 12;
    return bitmap && text.startsWith("\0\0\0", 15) ? Optional.of(BMP) : Optional.empty();
  }

  /** Whether a file is called as images of some kind that is read. */
  static boolean isNamedAsOne(Path file) {
    return Arrays.stream(values()).anyMatch(kind -> kind.names(file));
  }

  /** Whether a file is called as images of this kind. */
  boolean names(Path file) {
    return suffixes.contains(suffix(file));
  }

  /** What follows the last dot of a file's name, in small letters; empty where there is none. */
  static String suffix(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
