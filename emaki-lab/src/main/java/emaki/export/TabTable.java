package emaki.export;

import emaki.data.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Columns as text between tabs, under a line of their names. */
final class TabTable implements Columns {
  private final List<String> names = new ArrayList<>();
  private final List<IntFunction<@Nullable String>> columns = new ArrayList<>();

  @Override
  public void whole(String name, int[] values) {
    text(name, row -> String.valueOf(values[row]));
  }

  @Override
  public void real(String name, float[] values, int width, int column) {
    text(name, row -> String.valueOf(values[row * width + column]));
  }

  @Override
  public void text(String name, IntFunction<@Nullable String> values) {
    names.add(name);
    columns.add(values);
  }

  /** Writes some rows. */
  void write(Path file, int[] rows) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write(line(names));
          for (int row : rows) {
            List<@Nullable String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(column.apply(row)));
            out.write(line(cells));
          }
        });
  }

  private static byte[] line(List<? extends @Nullable String> cells) {
    List<String> texts = new ArrayList<>();
    cells.forEach(cell -> texts.add(cell == null ? "" : cell.replaceAll("[\\t\\r\\n]", " ")));
    return (String.join("\t", texts) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
