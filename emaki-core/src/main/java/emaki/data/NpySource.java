package emaki.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where an array is: an {@code .npy}, or one array of an {@code .npz}. It is opened anew for
 * whatever is read of it.
 *
 * @param name in the npz, without {@code .npy}; null: the file is an npy
 */
record NpySource(Path file, @Nullable String name) {
  static final String SUFFIX = ".npy";
  private static final String DAMAGED =
      "it is cut off or damaged; restore it from a copy or make it again";

  /** What is made of an array's values while they are read. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads all values, {@code header.dataBytes()}. */
    T of(NpyHeader header, BoundedInput in) throws IOException;
  }

  /** For messages: the file, and the array in it. */
  String origin() {
    return name == null ? file.toString() : file + "[" + name + "]";
  }

  /**
   * What the array is said to be, which the file is large enough to hold.
   *
   * @throws InputException where the file is missing or damaged, or holds what is not plain numbers
   */
  NpyHeader header() {
    return open(false, (header, in) -> header);
  }

  /** The whole array. */
  NpyArray array() {
    return read(
        (header, in) -> {
          header.requireNumbers(origin());
          return new NpyArray(origin(), header, in.exactly(header.dataBytes()));
        });
  }

  /** The whole array, of text. */
  List<String> texts() {
    return read(
        (header, in) -> {
          byte[] all = in.exactly(header.dataBytes());
          boolean big = header.order() == ByteOrder.BIG_ENDIAN;
          Charset charset =
              header.kind() == 'S'
                  ? StandardCharsets.UTF_8
                  : Charset.forName(big ? "UTF-32BE" : "UTF-32LE");
          int count = Arrays.stream(header.shape()).reduce(1, Math::multiplyExact);
          return IntStream.range(0, count)
              .mapToObj(i -> new String(all, i * header.bytes(), header.bytes(), charset).strip())
              .map(text -> text.replaceFirst("\0+$", ""))
              .toList();
        });
  }

  /**
   * Reads all of it, and sees that it is what the file says.
   *
   * @throws InputException where the file is missing or damaged, or holds what is not plain numbers
   */
  <T> T read(Reading<T> reading) {
    return open(true, reading);
  }

  private <T> T open(boolean whole, Reading<T> reading) {
    requireFile(file);
    try {
      return name == null ? npy(whole, reading) : npz(name + SUFFIX, whole, reading);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private <T> T npy(boolean whole, Reading<T> reading) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try (BoundedInput in = BoundedInput.plain(origin(), raw, Files.size(file))) {
      return read(in, whole, reading);
    }
  }

  private <T> T npz(String entryName, boolean whole, Reading<T> reading) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(entryName);
      if (entry == null) {
        throw new InputException(file.toString(), "holds no array " + name, DAMAGED);
      }
      long deflated = Math.min(Files.size(file), Math.max(0, entry.getCompressedSize()));
      CheckedInputStream content = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
      try (BoundedInput in = BoundedInput.inflated(origin(), content, deflated, entry.getSize())) {
        T result = read(in, whole, reading);
        if (whole) {
          requireAsDeclared(entry, in.count(), content.getChecksum().getValue());
        }
        return result;
      }
    }
  }

  /** Java's ZipFile compares neither: the sizes and sums of a zip's directory are for readers. */
  private void requireAsDeclared(ZipEntry entry, long count, long checksum) {
    if (count != entry.getSize()) {
      throw new InputException(
          origin(),
          "expected %d bytes, as the zip says, found %d".formatted(entry.getSize(), count),
          DAMAGED);
    }
    if (checksum != entry.getCrc()) {
      throw new InputException(origin(), "its checksum is not the one that the zip says", DAMAGED);
    }
  }

  private <T> T read(BoundedInput in, boolean whole, Reading<T> reading) throws IOException {
    NpyHeader header = NpyHeader.read(origin(), in);
    in.requireHolds(header.dataBytes());
    T result = reading.of(header, in);
    if (whole) {
      in.end();
    }
    return result;
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file.toString(),
          Files.exists(file) ? "is not a file" : "no such file",
          "name an npz or npy file");
    }
  }

  /** Whether it begins as a zip does, as every npz is: where not, no part of one is left. */
  private static boolean isZip(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(2), new byte[] {'P', 'K'});
    } catch (IOException e) {
      return true;
    }
  }

  static InputException damaged(Path file, Exception e) {
    if (e instanceof ZipException
        && String.valueOf(e.getMessage()).contains("compression method")) {
      return new InputException(
          file.toString(),
          "is compressed in a way that Java does not know, such as LZMA",
          "save it by numpy.savez_compressed, or pack it anew by Deflate",
          e);
    }
    if (e instanceof ZipException && !isZip(file)) {
      return new InputException(
          file.toString(),
          "is neither an npz nor an npy",
          "save it by numpy.savez_compressed, or restore it from a copy",
          e);
    }
    String why =
        "cannot be read: "
            + (e instanceof IOException io ? InputException.reason(io) : e.getMessage());
    return new InputException(file.toString(), why, DAMAGED, e);
  }
}
