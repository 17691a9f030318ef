package emaki.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz} and {@code .npy} files. */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int MOST_ARRAYS = 1000;
  private static final String DAMAGED =
      "it is cut off or damaged; restore it from a copy or make it again";

  /** Bytes of a zip without entries, of an entry's header, and of names that are looked at. */
  private static final int EMPTY_ZIP = 22;

  private static final int ENTRY_HEADER = 30;
  private static final int MOST_NAME = 1000;

  /** The earliest time that a zip can tell: equal arrays give equal bytes. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * The names of the arrays in an {@code .npz}, in its order; at least one.
   *
   * @throws InputException where the file is missing or damaged, or holds none
   */
  public static List<String> names(Path file) {
    requireFile(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> names =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith(SUFFIX))
              .map(name -> name.substring(0, name.length() - SUFFIX.length()))
              .limit(MOST_ARRAYS)
              .toList();
      if (names.isEmpty()) {
        throw new InputException(
            file.toString(), "holds no NumPy arrays", "save it by numpy.savez_compressed");
      }
      return names;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Reads every array of an {@code .npz}.
   *
   * @throws InputException where the file is missing or damaged, or holds what is not plain numbers
   */
  public static Map<String, NpyArray> read(Path file) {
    return read(file, names(file));
  }

  /**
   * Reads some arrays of an {@code .npz}; others may be of any kind.
   *
   * @param names wanted; those that are not there are left out
   * @throws InputException where the file is missing or damaged, or one that is wanted is not plain
   *     numbers
   */
  public static Map<String, NpyArray> read(Path file, List<String> names) {
    requireFile(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      long room = Runtime.getRuntime().maxMemory() / 2;
      for (String name : names) {
        ZipEntry entry = zip.getEntry(name + SUFFIX);
        if (entry == null) {
          continue;
        }
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
      return arrays;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Reads one array: an {@code .npy}, the only one of an {@code .npz}, or the first of these names
   * that it has.
   *
   * @throws InputException where the file is missing or damaged, or none of the names is there
   */
  public static NpyArray readOne(Path file, String... names) {
    if (isNpy(file)) {
      return readNpy(file);
    }
    List<String> there = names(file);
    String name =
        there.size() == 1
            ? there.get(0)
            : Arrays.stream(names)
                .filter(there::contains)
                .findFirst()
                .orElseThrow(
                    () ->
                        new InputException(
                            file.toString(),
                            "expected an array named %s, found %s".formatted(names[0], there),
                            "save it by numpy.savez(file, %s=...)".formatted(names[0])));
    return read(file, List.of(name)).values().iterator().next();
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

  /**
   * Checks that a file may be overwritten by an npz: that it is not there, empty, or one itself.
   *
   * @throws InputException where it is anything else, such as a picture
   */
  public static void requireReplaceable(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file.toString(),
          Files.isDirectory(file) ? "is a folder" : "is no ordinary file",
          "name an npz to write");
    }
    byte[] start = start(file, ENTRY_HEADER + MOST_NAME);
    if (start.length > 0 && !isNpz(start)) {
      throw new InputException(
          file.toString(),
          "is no npz, and is left as it is",
          "name another file to write, or remove this one first");
    }
  }

  /** Whether a file begins as a zip of no entries, or of a first entry that is an array. */
  private static boolean isNpz(byte[] start) {
    if (start.length < EMPTY_ZIP || start[0] != 'P' || start[1] != 'K') {
      return false;
    }
    if (start[2] == 5 && start[3] == 6) {
      return start.length == EMPTY_ZIP;
    }
    if (start.length < ENTRY_HEADER) {
      return false;
    }
    int length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getShort(26) & 0xffff;
    int named = Math.min(length, start.length - ENTRY_HEADER);
    return new String(start, ENTRY_HEADER, named, StandardCharsets.UTF_8).endsWith(SUFFIX);
  }

  private static boolean isNpy(Path file) {
    requireFile(file);
    byte[] start = start(file, 1);
    return start.length == 1 && start[0] == NpyHeader.FIRST_BYTE;
  }

  private static byte[] start(Path file, int most) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static NpyArray read(String what, ZipFile zip, ZipEntry entry, long fileBytes)
      throws IOException {
    long deflated = Math.min(fileBytes, Math.max(0, entry.getCompressedSize()));
    CheckedInputStream content = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    try (BoundedInput in = BoundedInput.inflated(what, content, deflated, entry.getSize())) {
      NpyArray array = read(what, in);
      // Java's ZipFile compares neither: the sizes and sums of the zip's directory are for readers.
      if (in.count() != entry.getSize()) {
        throw new InputException(
            what,
            "expected %d bytes, as the zip says, found %d".formatted(entry.getSize(), in.count()),
            DAMAGED);
      }
      if (content.getChecksum().getValue() != entry.getCrc()) {
        throw new InputException(what, "its checksum is not the one that the zip says", DAMAGED);
      }
      return array;
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
    return new InputException(file.toString(), why, DAMAGED, e);
  }
}
