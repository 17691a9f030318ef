package emaki.run;

import emaki.cluster.NeighbourSource;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.kernel.Points;
import emaki.map.NeighbourMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/**
 * The {@link NeighbourMap} of a run's latents in {@code map.npz}: {@code map}, float32 [n, 2], and
 * {@code latents_crc32}, as beside the {@link KeptNeighbours} that it is made of. What is of other
 * latents or damaged is made anew and written over.
 *
 * @param run whose folder may be read-only: the map is then made, and not kept
 */
public record KeptMap(RunFolder run) {
  private static final String MAP = "map";
  private static final int SEED = 0;

  /** The map, where it is there already; [n, 2]. */
  public Optional<float[]> kept(Points points) {
    try {
      if (Files.exists(file())) {
        Map<String, NpyArray> kept = Npz.read(file());
        NpyArray map = kept.get(MAP);
        if (KeptNeighbours.areOf(points, kept) && map != null && map.size() == 2 * points.size()) {
          return Optional.of(map.floats());
        }
      }
    } catch (InputException e) {
      // Damaged: nothing is lost but the time to make it.
    }
    return Optional.empty();
  }

  /**
   * The map, made where it is not there.
   *
   * @param start [n, 2], where points begin
   * @param sought hears the share of the neighbours that were found, from any thread
   * @param done hears the share of the layout that is done, once they all have been
   * @return [n, 2]
   */
  public float[] of(
      Points points,
      Supplier<float[]> start,
      int threads,
      DoubleConsumer sought,
      DoubleConsumer done) {
    Optional<float[]> kept = kept(points);
    if (kept.isPresent()) {
      return kept.get();
    }
    KeptNeighbours neighbours = run.neighbours();
    NeighbourSource nearest =
        (of, k, metric, most) -> neighbours.ofAny(of, k, metric, most, sought);
    float[] map = NeighbourMap.of(points, nearest, start.get(), SEED, threads, done);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(MAP, NpyArray.of(map, points.size(), 2));
    KeptNeighbours.sign(arrays, points);
    try {
      Npz.write(file(), arrays);
    } catch (IOException | InputException e) {
      // A run may be read-only, a disk full: it is made anew the next time.
    }
    return map;
  }

  private Path file() {
    return run.path().resolve("map.npz");
  }
}
