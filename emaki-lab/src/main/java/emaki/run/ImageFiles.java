package emaki.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code files.txt}: where each image came from, a line an image. A name that would be more than a
 * line, or that begins as one of these, is a JSON string.
 */
final class ImageFiles {
  private static final Pattern ODD = Pattern.compile("^\"|\\p{Cntrl}");

  private static final String RESTORE = "restore it from a copy, or remove it";

  private ImageFiles() {}

  static void write(Path file, List<String> names) throws IOException {
    String lines = names.stream().map(ImageFiles::line).collect(Collectors.joining("\n"));
    AtomicFile.write(file, out -> out.write((lines + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads the names.
   *
   * @param images how many there must be at least: an emaki of before wrote names as they are, line
   *     breaks included
   * @throws InputException where the file cannot be read, or lacks some
   */
  static List<String> read(Path file, int images) {
    try {
      List<String> names = Files.readAllLines(file).stream().map(ImageFiles::name).toList();
      if (names.size() >= images) {
        return names;
      }
      throw new InputException(
          file.toString(),
          "names %d files, the run has %d images".formatted(names.size(), images),
          RESTORE);
    } catch (IOException e) {
      throw InputException.of(file, "cannot be read", e, RESTORE);
    }
  }

  private static String line(String name) {
    try {
      return ODD.matcher(name).find() ? Json.MAPPER.writeValueAsString(name) : name;
    } catch (JsonProcessingException e) {
      throw new AssertionError("text is JSON", e);
    }
  }

  private static String name(String line) {
    try {
      return line.startsWith("\"") ? Json.MAPPER.readValue(line, String.class) : line;
    } catch (JsonProcessingException e) {
      // Of a run of an emaki that wrote all names as they are.
      return line;
    }
  }
}
