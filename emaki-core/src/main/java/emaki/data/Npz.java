package emaki.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz} and {@code .npy} files. */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int MOST_ARRAYS = 1000;

  /** The earliest time that a zip can tell: equal arrays give equal bytes. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Reads every array of an {@code .npz}.
   *
   * @throws InputException where the file is missing or damaged, or holds what is not plain numbers
   */
  public static Map<String, NpyArray> read(Path file) {
    requireFile(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      long room = Runtime.getRuntime().maxMemory() / 2;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.getName().endsWith(SUFFIX) || arrays.size() >= MOST_ARRAYS) {
          continue;
        }
        String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
        NpyArray array = read(file + "[" + name + "]", zip, entry, Files.size(file));
        room -= array.raw().length;
        if (room < 0) {
          throw new InputException(
              file.toString(),
              "its arrays do not fit the memory",
              "raise it by EMAKI_JAVA_OPTS=-Xmx16g");
        }
        arrays.put(name, array);
      }
      if (arrays.isEmpty()) {
        throw new InputException(
            file.toString(), "holds no NumPy arrays", "save it by numpy.savez_compressed");
      }
      return arrays;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Reads an {@code .npy}.
   *
   * @throws InputException where the file is missing or damaged, or holds what is not plain numbers
   */
  public static NpyArray readNpy(Path file) {
    requireFile(file);
    try (BoundedInput in =
        BoundedInput.plain(
            file.toString(),
            new BufferedInputStream(Files.newInputStream(file)),
            Files.size(file))) {
      return read(file.toString(), in);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  /** Writes arrays whole or not at all; equal arrays give equal bytes. */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          // Finished, not closed: the stream below is flushed to the disk after this.
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.BEST_SPEED);
          for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTimeLocal(EPOCH);
            zip.putNextEntry(entry);
            zip.write(array.getValue().header().encode());
            zip.write(array.getValue().raw());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static NpyArray read(String what, ZipFile zip, ZipEntry entry, long fileBytes)
      throws IOException {
    long deflated = Math.min(fileBytes, Math.max(0, entry.getCompressedSize()));
    try (InputStream stream = zip.getInputStream(entry);
        BoundedInput in = BoundedInput.inflated(what, stream, deflated)) {
      return read(what, in);
    }
  }

  private static NpyArray read(String what, BoundedInput in) throws IOException {
    NpyHeader header = NpyHeader.read(what, in);
    byte[] data = in.exactly(header.dataBytes());
    in.end();
    return new NpyArray(what, header, data);
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file.toString(),
          Files.exists(file) ? "is not a file" : "no such file",
          "name an npz or npy file");
    }
  }

  private static InputException damaged(Path file, Exception e) {
    String why =
        "cannot be read: "
            + (e instanceof IOException io ? InputException.reason(io) : e.getMessage());
    return new InputException(file.toString(), why, "save it again by numpy.savez", e);
  }
}
