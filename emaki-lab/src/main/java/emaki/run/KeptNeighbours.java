package emaki.run;

import emaki.cluster.NeighbourSource;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The nearest neighbours of a run's latents in {@code neighbours.npz}, so that clusterings share
 * them: for each metric {@code METRIC_indices} int32 and {@code METRIC_distances} float32, [n, k],
 * nearest first, and {@code latents_crc32}, int32 [1], of the latents' values in their order,
 * little endian. What is of other latents, too few or damaged is found anew and written over.
 *
 * @param file may be missing
 */
public record KeptNeighbours(Path file) implements NeighbourSource {
  private static final String INDICES = "_indices";
  private static final String DISTANCES = "_distances";
  private static final String CHECKSUM = "latents_crc32";

  /**
   * {@inheritDoc}
   *
   * @throws InputException where what was found cannot be written
   */
  @Override
  public Neighbours of(Points points, int k, Metric metric, int threads) {
    int checksum = checksum(points);
    Map<String, NpyArray> kept = kept(checksum);
    int n = points.size();
    NpyArray indices = kept.get(metric.key() + INDICES);
    NpyArray distances = kept.get(metric.key() + DISTANCES);
    if (indices != null && distances != null && fit(indices, distances, n, k)) {
      return new Neighbours(indices.shape()[1], indices.ints(), distances.floats()).nearest(k);
    }
    Neighbours found = Neighbours.of(points, k, metric, threads);
    kept.put(metric.key() + INDICES, NpyArray.of(found.indices(), n, k));
    kept.put(metric.key() + DISTANCES, NpyArray.of(found.distances(), n, k));
    kept.put(CHECKSUM, NpyArray.of(new int[] {checksum}, 1));
    try {
      Npz.write(file, kept);
    } catch (IOException e) {
      throw InputException.of(file, "cannot be written", e, "see whether the disk is full");
    }
    return found;
  }

  private static boolean fit(NpyArray indices, NpyArray distances, int n, int k) {
    return Arrays.equals(indices.shape(), distances.shape())
        && indices.shape().length == 2
        && indices.shape()[0] == n
        && indices.shape()[1] >= k
        && IntStream.of(indices.ints()).allMatch(other -> other >= 0 && other < n);
  }

  /** What the file holds of these latents. */
  private Map<String, NpyArray> kept(int checksum) {
    try {
      if (Files.exists(file)) {
        Map<String, NpyArray> kept = new LinkedHashMap<>(Npz.read(file));
        NpyArray of = kept.get(CHECKSUM);
        if (of != null && of.size() == 1 && of.ints()[0] == checksum) {
          return kept;
        }
      }
    } catch (InputException e) {
      // Damaged: nothing is lost but the time to find them.
    }
    return new LinkedHashMap<>();
  }

  private static int checksum(Points points) {
    CRC32 sum = new CRC32();
    ByteBuffer row =
        ByteBuffer.allocate(Float.BYTES * points.dimension()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < points.size(); i++) {
      row.asFloatBuffer().put(points.values(), i * points.dimension(), points.dimension());
      sum.update(row.array());
    }
    return (int) sum.getValue();
  }
}
