package emaki.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz} and {@code .npy} files. */
public final class Npz {
  private static final String SUFFIX = NpySource.SUFFIX;
  private static final int MOST_ARRAYS = 1000;

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
    NpySource.requireFile(file);
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
      throw NpySource.damaged(file, e);
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
    NpySource.requireFile(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      long room = Runtime.getRuntime().maxMemory() / 2;
      for (String name : names) {
        if (zip.getEntry(name + SUFFIX) == null) {
          continue;
        }
        NpyArray array = new NpySource(file, name).array();
        room -= array.raw().length;
        if (room < 0) {
          throw new InputException(
              file.toString(), "its arrays do not fit the memory", "raise it by ‹memory›");
        }
        arrays.put(name, array);
      }
      return arrays;
    } catch (IOException | IllegalArgumentException e) {
      throw NpySource.damaged(file, e);
    }
  }

  /**
   * Reads one array: an {@code .npy}, the only one of an {@code .npz}, or the first of these names
   * that it has.
   *
   * @throws InputException where the file is missing or damaged, or none of the names is there
   */
  public static NpyArray readOne(Path file, String... names) {
    return one(file, names).array();
  }

  /** Where {@link #readOne} finds the array. */
  static NpySource one(Path file, String... names) {
    if (isNpy(file)) {
      return new NpySource(file, null);
    }
    List<String> there = names(file);
    if (there.size() == 1) {
      return new NpySource(file, there.get(0));
    }
    return Arrays.stream(names)
        .filter(there::contains)
        .findFirst()
        .map(name -> new NpySource(file, name))
        .orElseThrow(
            () ->
                new InputException(
                    file.toString(),
                    "expected an array named %s, found %s".formatted(names[0], there),
                    "save it by numpy.savez(file, %s=...)".formatted(names[0])));
  }

  /**
   * Reads an {@code .npy}.
   *
   * @throws InputException where the file is missing or damaged, or holds what is not plain numbers
   */
  public static NpyArray readNpy(Path file) {
    return new NpySource(file, null).array();
  }

  /** Writes arrays whole or not at all; equal arrays give equal bytes. */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = zip(out);
          for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            begin(zip, array.getKey(), array.getValue().header());
            zip.write(array.getValue().raw());
          }
          zip.finish();
        });
  }

  /**
   * Writes images, any number of them, whole or not at all: {@code images} uint8 [n, height, width,
   * channels] and {@code labels} int32 [n], -1 for none.
   */
  public static void write(Path file, ImageSet images) throws IOException {
    NpyArray labels = NpyArray.of(images.labels(), images.size());
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = zip(out);
          int[] shape = {images.size(), images.height(), images.width(), images.channels()};
          begin(zip, "images", new NpyHeader('u', 1, ByteOrder.LITTLE_ENDIAN, shape));
          byte[] image = new byte[images.values()];
          for (int i = 0; i < images.size(); i++) {
            images.copyBytes(i, image, 0);
            zip.write(image);
          }
          begin(zip, "labels", labels.header());
          zip.write(labels.raw());
          zip.finish();
        });
  }

  /** To be finished, not closed: the stream below is flushed to the disk after this. */
  private static ZipOutputStream zip(OutputStream out) {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    return zip;
  }

  private static void begin(ZipOutputStream zip, String name, NpyHeader header) throws IOException {
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(EPOCH);
    zip.putNextEntry(entry);
    zip.write(header.encode());
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
    NpySource.requireFile(file);
    byte[] start = start(file, 1);
    return start.length == 1 && start[0] == NpyHeader.FIRST_BYTE;
  }

  private static byte[] start(Path file, int most) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw NpySource.damaged(file, e);
    }
  }
}
