package emaki.export;

import emaki.data.InputException;
import emaki.run.KeptMap;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished run's images as the rows of a Parquet file, with what is known of each:
 *
 * <ul>
 *   <li>{@code row} int32; {@code file}, where images came from files; {@code split}: train,
 *       validation or test; {@code label}: its class's name, or null
 *   <li>{@code error} float32: of its reconstruction
 *   <li>{@code cluster_NAME} int32, -1: noise, for each clustering
 *   <li>{@code name}: as {@code labels.csv} has it, or null
 *   <li>{@code predicted}, {@code confidence} of the run's classifier, where it has one
 *   <li>{@code latents} list of float32; {@code x}, {@code y}, {@code z} the same where there are
 *       at most three; {@code map_x}, {@code map_y} of the neighbour map, where the run keeps one
 * </ul>
 */
public final class ParquetExport {
  private static final String MAGIC = "PAR1";
  private static final List<String> AXES = List.of("x", "y", "z");

  private ParquetExport() {}

  /**
   * Writes the file.
   *
   * @param file replaced only where it is one of Parquet
   * @return how many rows it has
   * @throws InputException where the run is not finished or a classifier's, a file of it is
   *     damaged, or another file is in the way
   * @throws IOException where the file cannot be written
   */
  public static int write(RunFolder run, Path file) throws IOException {
    run.record().autoencoder();
    run.requireWhole();
    requireReplaceable(file);
    Latents latents = run.latents();
    ParquetTable table = new ParquetTable(latents.size());
    Columns.put(run, latents, table);
    latents(run, latents, table);
    RunRecord record = run.record();
    table.write(
        file,
        Map.of(
            "emaki.run", record.name(),
            "emaki.data", record.dataset().nameAlone(),
            "emaki.data_sha256", record.dataset().sha256()));
    return latents.size();
  }

  private static void requireReplaceable(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (var in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(MAGIC.length());
      if (beginning.length > 0
          && !new String(beginning, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
        throw new InputException(
            file.toString(), "is no Parquet file, and is left as it is", "name another file");
      }
    }
  }

  private static void latents(RunFolder run, Latents latents, ParquetTable table) {
    int dimension = latents.dimension();
    table.list("latents", latents.values(), dimension);
    for (int axis = 0; dimension <= AXES.size() && axis < dimension; axis++) {
      table.real(AXES.get(axis), latents.values(), dimension, axis);
    }
    Optional<float[]> map = new KeptMap(run).kept(latents.points());
    if (map.isPresent()) {
      table.real("map_x", map.get(), 2, 0);
      table.real("map_y", map.get(), 2, 1);
    }
  }
}
