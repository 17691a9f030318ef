package emaki.report;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.eval.PrincipalComponents;
import emaki.prior.Prior;
import emaki.prior.Priors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The latents and a sample of their prior, few enough to be drawn in a page. */
final class PointClouds {
  private static final int MOST_POINTS = 4000;
  private static final int PRIOR_POINTS = 3000;
  private static final String[] SPLITS = {"train", "validation", "test"};

  private PointClouds() {}

  static Map<String, Object> of(RunFiles run) {
    int dimension = run.dimension();
    float[] values = run.array("latents").floats();
    PrincipalComponents axes = dimension > 3 ? PrincipalComponents.of(values, dimension) : null;
    Map<String, Object> cloud = new LinkedHashMap<>();
    cloud.put("projected", axes != null);
    cloud.put("classes", run.classNames());
    byte[] split = run.array("split").bytes();
    Map<String, Object> splits = new LinkedHashMap<>();
    for (int code = SPLITS.length - 1; code >= 0; code--) {
      int wanted = code;
      int[] rows = IntStream.range(0, split.length).filter(i -> split[i] == wanted).toArray();
      splits.put(SPLITS[code], points(run, thinned(rows), values, dimension, axes));
    }
    cloud.put("splits", splits);
    cloud.put("prior", prior(run, dimension, axes));
    return cloud;
  }

  private static Map<String, Object> points(
      RunFiles run,
      int[] rows,
      float[] values,
      int dimension,
      @org.jspecify.annotations.Nullable PrincipalComponents axes) {
    float[] chosen = new float[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * dimension, chosen, i * dimension, dimension);
    }
    Map<String, Object> points = new LinkedHashMap<>();
    points.put("xyz", coordinates(chosen, dimension, axes));
    points.put("label", select(run.array("labels").ints(), rows));
    points.put(
        "cluster",
        run.arrays().containsKey("cluster") ? select(run.array("cluster").ints(), rows) : null);
    return points;
  }

  private static @org.jspecify.annotations.Nullable List<Double> prior(
      RunFiles run, int dimension, @org.jspecify.annotations.Nullable PrincipalComponents axes) {
    Optional<Prior> prior;
    try {
      Path points = run.folder().resolve("prior.npz");
      prior =
          Priors.parse(
              Files.exists(points)
                  ? "points:" + points
                  : run.record().at("/spec/prior").asText("none"),
              dimension);
    } catch (InputException e) {
      // A prior's own points may have gone since the run; the latents are still worth seeing.
      return null;
    }
    return prior
        .map(p -> p.sample(PRIOR_POINTS, Streams.of(0, "report")))
        .map(sample -> coordinates(sample, dimension, axes))
        .orElse(null);
  }

  /** Three rounded coordinates a point; those beyond the dimension are 0. */
  private static List<Double> coordinates(
      float[] values, int dimension, @org.jspecify.annotations.Nullable PrincipalComponents axes) {
    float[] shown = axes == null ? values : axes.project(values, 3);
    int width = axes == null ? dimension : 3;
    List<Double> coordinates = new ArrayList<>();
    for (int i = 0; i < values.length / dimension; i++) {
      for (int d = 0; d < 3; d++) {
        coordinates.add(d < width ? Math.rint(shown[i * width + d] * 1000) / 1000 : 0);
      }
    }
    return coordinates;
  }

  /** At most so many rows, evenly picked. */
  private static int[] thinned(int[] rows) {
    int n = Math.min(MOST_POINTS, rows.length);
    return IntStream.range(0, n).map(i -> rows[(int) ((long) i * rows.length / n)]).toArray();
  }

  private static int[] select(int[] values, int[] rows) {
    return IntStream.of(rows).map(row -> values[row]).toArray();
  }
}
