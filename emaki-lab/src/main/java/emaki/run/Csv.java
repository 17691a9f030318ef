package emaki.run;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import emaki.data.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How emaki writes small tables: CSV in UTF-8. */
public final class Csv {
  private Csv() {}

  /** Writes rows, the head first, beside their place and renames them. */
  public static void write(Path file, List<List<String>> rows) throws IOException {
    byte[] csv = new CsvMapper().writer(CsvSchema.emptySchema()).writeValueAsBytes(rows);
    AtomicFile.write(file, out -> out.write(csv));
  }
}
