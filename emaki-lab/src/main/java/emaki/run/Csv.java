package emaki.run;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How emaki writes and reads tables: CSV in UTF-8, the head first. */
public final class Csv {
  private static final ObjectWriter ROWS =
      new CsvMapper()
          .writer(CsvSchema.emptySchema())
          .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private static final CsvMapper TABLES =
      CsvMapper.csvBuilder()
          .enable(CsvParser.Feature.TRIM_SPACES, CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private Csv() {}

  /** Writes rows beside their place and renames them. */
  public static void write(Path file, List<List<String>> rows) throws IOException {
    AtomicFile.write(file, out -> write(out, rows.stream()));
  }

  /**
   * Writes rows in the place of a table to which a person may have added columns: those stay, line
   * by line.
   *
   * @param rows the head first, its first column what lines are known by
   * @param known columns that are this table's own, be they in the head or not
   * @throws InputException where the table of before cannot be read: it is left as it is
   */
  static void rewrite(Path file, List<List<String>> rows, List<String> known) throws IOException {
    String key = rows.get(0).get(0);
    Map<String, Map<String, String>> before = new HashMap<>();
    Set<String> added = new LinkedHashSet<>();
    if (Files.exists(file)) {
      for (Map<String, String> cells : read(file, List.of(key))) {
        before.put(cells.getOrDefault(key, ""), cells);
        added.addAll(cells.keySet());
      }
    }
    added.removeAll(known);
    List<List<String>> all = new ArrayList<>();
    for (List<String> row : rows) {
      Map<String, String> old = before.getOrDefault(row.get(0), Map.of());
      List<String> whole = new ArrayList<>(row);
      added.forEach(column -> whole.add(all.isEmpty() ? column : old.getOrDefault(column, "")));
      all.add(whole);
    }
    write(file, all);
  }

  /** Writes rows as they come, and leaves the stream open. */
  public static void write(OutputStream out, Stream<List<String>> rows) throws IOException {
    try (SequenceWriter writer = ROWS.writeValues(out)) {
      for (var row = rows.iterator(); row.hasNext(); ) {
        writer.write(row.next());
      }
    }
  }

  /**
   * Reads a table that a person may have edited: spreadsheets put a mark before the head, some
   * write semicolons, and what they call Unicode text has tabs and 16 bits a character.
   *
   * @param needed columns that it must have
   * @return its rows, each by column
   * @throws InputException where it cannot be read, is no table, or lacks a column
   */
  static List<Map<String, String>> read(Path file, List<String> needed) {
    String hint = "give a CSV with the columns " + String.join(", ", needed);
    try {
      String text = text(Files.readAllBytes(file));
      if (text.isBlank()) {
        throw new InputException(file.toString(), "is empty", hint);
      }
      String head = text.lines().findFirst().orElse("");
      char separator = head.contains(",") ? ',' : head.contains(";") ? ';' : '\t';
      CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator);
      try (MappingIterator<Map<String, String>> rows =
          TABLES.readerForMapOf(String.class).with(schema).readValues(text)) {
        List<Map<String, String>> all = rows.readAll();
        CsvSchema found = (CsvSchema) rows.getParserSchema();
        for (String column : needed) {
          if (found.column(column) == null) {
            throw new InputException(
                file.toString(), "has no column %s, but %s".formatted(column, head), hint);
          }
        }
        return all;
      }
    } catch (JsonProcessingException e) {
      throw new InputException(file.toString(), "is no table" + Json.where(e), hint, e);
    } catch (CharacterCodingException e) {
      throw InputException.of(file, "cannot be read", e, "save it as CSV UTF-8");
    } catch (IOException e) {
      throw InputException.of(file, "cannot be read", e, hint);
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    Charset encoding = mark == 0xFEFF || mark == 0xFFFE ? UTF_16 : UTF_8;
    return encoding
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes))
        .toString()
        .replaceFirst("^\\uFEFF", "");
  }

  /**
   * A cell that counts from 0.
   *
   * @param count it must be less
   * @throws InputException where it is no such number
   */
  static int index(Path file, int line, String column, @Nullable String cell, int count) {
    if (cell != null && cell.matches("\\d{1,9}") && Integer.parseInt(cell) < count) {
      return Integer.parseInt(cell);
    }
    throw new InputException(
        file.toString(),
        "line %d: expected a %s from 0 to %d, found %s"
            .formatted(line, column, count - 1, cell == null || cell.isEmpty() ? "none" : cell),
        "was the file made for this run?");
  }
}
