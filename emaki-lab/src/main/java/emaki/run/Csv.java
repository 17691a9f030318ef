package emaki.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import emaki.data.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How emaki writes tables: CSV in UTF-8, the head first. */
public final class Csv {
  private static final ObjectWriter ROWS =
      new CsvMapper()
          .writer(CsvSchema.emptySchema())
          .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private Csv() {}

  /** Writes rows beside their place and renames them. */
  public static void write(Path file, List<List<String>> rows) throws IOException {
    AtomicFile.write(file, out -> write(out, rows.stream()));
  }

  /** Writes rows as they come, and leaves the stream open. */
  public static void write(OutputStream out, Stream<List<String>> rows) throws IOException {
    try (SequenceWriter writer = ROWS.writeValues(out)) {
      for (var row = rows.iterator(); row.hasNext(); ) {
        writer.write(row.next());
      }
    }
  }
}
