package emaki.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import emaki.data.AtomicFile;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.ShellWords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A run's folder on its way from one machine to another.
 *
 * @param zip its files; the locks of processes stay where they are
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Parcel(byte[] zip) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String LOCK = "lock";
  private static final String RECORD = new RunFolder(Path.of("")).recordFile().toString();

  /** Packs a folder. */
  public static Parcel of(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      // Weights and latents do not get smaller.
      zip.setLevel(Deflater.BEST_SPEED);
      for (String name : names(folder)) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(folder.resolve(name), zip);
        zip.closeEntry();
      }
    }
    return new Parcel(bytes.toByteArray());
  }

  /** The files in a folder, by their names from there. */
  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.endsWith(LOCK) && !name.endsWith(".part"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Unpacks it into a folder that is made. */
  public void unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder.normalize())) {
          throw new FileSystemException(entry.getName(), null, "leads out of its folder");
        }
        Files.createDirectories(file.getParent());
        Files.copy(in, file);
      }
    }
  }

  /**
   * Puts what it holds where a run is kept. A new run appears as a whole; of one that is there each
   * file that is another now is replaced by itself, its record last, and what is gone is removed.
   *
   * @param away where the run was while it was worked on, which its records name
   */
  public void bringHome(Path folder, String away) throws IOException {
    Path beside = folder.resolveSibling(folder.getFileName() + ".part");
    remove(beside);
    try {
      unpack(beside);
      for (String name : names(beside)) {
        if (Path.of(name).endsWith(RECORD)) {
          rename(beside.resolve(name), away, folder);
        }
      }
      if (Files.notExists(folder)) {
        Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
      } else {
        replace(beside, folder);
      }
    } finally {
      remove(beside);
    }
  }

  private static void replace(Path beside, Path folder) throws IOException {
    Set<String> now = names(beside);
    Stream<String> last = now.stream().filter(RECORD::equals);
    Stream<String> first = now.stream().filter(name -> !name.equals(RECORD));
    for (String name : Stream.concat(first, last).toList()) {
      Path from = beside.resolve(name);
      Path to = folder.resolve(name);
      if (Files.notExists(to) || Files.mismatch(from, to) >= 0) {
        AtomicFile.write(to, out -> Files.copy(from, out));
      }
    }
    for (String name : names(folder)) {
      if (!now.contains(name)) {
        Files.delete(folder.resolve(name));
      }
    }
  }

  /**
   * A record's command names its run as the user did; wherever else it names the place, by the
   * whole path.
   */
  private static void rename(Path record, String away, Path home) throws IOException {
    JsonNode tree = Json.read(record, "carry the run out again");
    if (renamed(tree, away, home)) {
      Json.write(record, tree);
    }
  }

  private static boolean renamed(JsonNode tree, String away, Path home) {
    boolean changed = false;
    if (tree instanceof ObjectNode object) {
      for (String key : List.copyOf(fieldNames(object))) {
        JsonNode value = object.path(key);
        if (value.isTextual() && value.textValue().contains(away)) {
          String text = value.textValue();
          object.set(
              key,
              TextNode.valueOf(
                  key.equals("command")
                      ? renamedWords(text, away, home)
                      : text.replace(away, home.toAbsolutePath().normalize().toString())));
          changed = true;
        }
      }
    }
    for (JsonNode child : tree) {
      changed |= renamed(child, away, home);
    }
    return changed;
  }

  /** The name of the place away needs no quotes; the other may. */
  private static String renamedWords(String command, String away, Path home) {
    return Stream.of(command.split(" ", -1))
        .map(
            word ->
                word.startsWith(away)
                    ? ShellWords.text(home + word.substring(away.length()))
                    : word.replace(away, home.toString()))
        .collect(Collectors.joining(" "));
  }

  private static List<String> fieldNames(ObjectNode object) {
    return object.properties().stream().map(property -> property.getKey()).toList();
  }

  /** Removes a folder and all that is in it; nothing where there is none. */
  public static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
