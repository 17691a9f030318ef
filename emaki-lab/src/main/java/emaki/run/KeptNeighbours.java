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
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
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
    return foundBy(Neighbours::of).of(points, k, metric, threads);
  }

  /**
   * The same, where what is not kept is found by somebody else, and kept here.
   *
   * @param finder gives what {@link Neighbours#of} gives
   */
  public NeighbourSource foundBy(NeighbourSource finder) {
    return (points, k, metric, threads) -> find(points, k, metric, threads, finder, this::write);
  }

  /**
   * The same for whoever only looks at a run: where it is read-only they are found each time.
   *
   * @param done hears how far the search is, where there is one
   */
  Neighbours ofAny(Points points, int k, Metric metric, int threads, DoubleConsumer done) {
    return find(
        points,
        k,
        metric,
        threads,
        (of, most, by, cores) -> Neighbours.of(of, most, by, cores, done),
        found -> {
          try {
            write(found);
          } catch (InputException e) {
            // Nothing is lost but the time to find them.
          }
        });
  }

  private Neighbours find(
      Points points,
      int k,
      Metric metric,
      int threads,
      NeighbourSource finder,
      Consumer<Map<String, NpyArray>> keep) {
    Map<String, NpyArray> kept = kept(points);
    int n = points.size();
    NpyArray indices = kept.get(metric.key() + INDICES);
    NpyArray distances = kept.get(metric.key() + DISTANCES);
    if (indices != null && distances != null && fit(indices, distances, n, k)) {
      return new Neighbours(indices.shape()[1], indices.ints(), distances.floats()).nearest(k);
    }
    Neighbours found = finder.of(points, k, metric, threads);
    kept.put(metric.key() + INDICES, NpyArray.of(found.indices(), n, k));
    kept.put(metric.key() + DISTANCES, NpyArray.of(found.distances(), n, k));
    sign(kept, points);
    keep.accept(kept);
    return found;
  }

  private void write(Map<String, NpyArray> found) {
    try {
      Npz.write(file, found);
    } catch (IOException e) {
      throw InputException.of(file, "cannot be written", e, "see whether the disk is full");
    }
  }

  private static boolean fit(NpyArray indices, NpyArray distances, int n, int k) {
    return Arrays.equals(indices.shape(), distances.shape())
        && indices.shape().length == 2
        && indices.shape()[0] == n
        && indices.shape()[1] >= k
        && IntStream.of(indices.ints()).allMatch(other -> other >= 0 && other < n);
  }

  /** What the file holds of these latents. */
  private Map<String, NpyArray> kept(Points points) {
    try {
      if (Files.exists(file)) {
        Map<String, NpyArray> kept = new LinkedHashMap<>(Npz.read(file));
        if (areOf(points, kept)) {
          return kept;
        }
      }
    } catch (InputException e) {
      // Damaged: nothing is lost but the time to find them.
    }
    return new LinkedHashMap<>();
  }

  /** Whether a file's arrays were made of these latents. */
  static boolean areOf(Points points, Map<String, NpyArray> arrays) {
    NpyArray of = arrays.get(CHECKSUM);
    return of != null && of.size() == 1 && of.ints()[0] == checksum(points);
  }

  /** Says in a file's arrays which latents they were made of. */
  static void sign(Map<String, NpyArray> arrays, Points points) {
    arrays.put(CHECKSUM, NpyArray.of(new int[] {checksum(points)}, 1));
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
