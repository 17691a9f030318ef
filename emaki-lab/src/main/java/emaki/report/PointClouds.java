package emaki.report;

import emaki.data.Catalogue;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.data.Streams;
import emaki.eval.PrincipalComponents;
import emaki.prior.Prior;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The latents and a sample of their prior, few enough to be drawn in a page. */
final class PointClouds {
  private static final int MOST_POINTS = 4000;
  private static final int STILL_POINTS = 1200;
  private static final int PRIOR_POINTS = 3000;
  private static final int SHOWN = 3;

  private final RunFolder run;
  private final RunRecord record;
  private final Latents latents;
  private final @Nullable PrincipalComponents axes;
  private final Map<String, int[]> clusters = new LinkedHashMap<>();

  private PointClouds(
      RunFolder run, RunRecord record, Latents latents, List<ClusteringRecord> clusterings) {
    this.run = run;
    this.record = record;
    this.latents = latents;
    this.axes =
        latents.dimension() > SHOWN
            ? PrincipalComponents.of(latents.values(), latents.dimension())
            : null;
    for (ClusteringRecord clustering : clusterings) {
      clusters.put(clustering.name(), run.clusterings().labels(clustering, latents));
    }
  }

  /** Points by split with their classes and, by name, their clusters; and the prior's. */
  static Map<String, Object> of(
      RunFolder run, RunRecord record, Latents latents, List<ClusteringRecord> clusterings) {
    return new PointClouds(run, record, latents, clusterings).cloud();
  }

  private Map<String, Object> cloud() {
    Map<String, Object> cloud = new LinkedHashMap<>();
    cloud.put("projected", axes != null);
    List<String> classes = record.dataset().classNames();
    cloud.put("classes", classes);
    cloud.put("script", Catalogue.script(record.dataset().name(), classes));
    Map<String, Object> splits = new LinkedHashMap<>();
    for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
      splits.put(split.key(), points(thinned(latents.rows(split), MOST_POINTS)));
    }
    cloud.put("splits", splits);
    cloud.put("prior", prior());
    return cloud;
  }

  /** The test latents by class as a picture, for readers whose pages run no scripts. */
  static void still(Path file, RunRecord record, Latents latents) throws IOException {
    int[] rows = thinned(latents.rows(Split.TEST), STILL_POINTS);
    int k = latents.dimension();
    float[] values = latents.select(rows);
    int[] labels = select(latents.labels(), rows);
    List<LatentPanels.Panel> panels = new ArrayList<>();
    for (int other = 1; other < Math.min(k, SHOWN); other++) {
      String across = "z1";
      String up = "z" + (other + 1);
      panels.add(
          new LatentPanels.Panel(
              across + " and " + up,
              across,
              up,
              coordinate(values, k, 0),
              coordinate(values, k, other),
              labels));
    }
    if (!panels.isEmpty()) {
      LatentPanels.write(file, panels, record.dataset().classNames(), panels.size());
    }
  }

  private static float[] coordinate(float[] values, int dimension, int d) {
    float[] coordinate = new float[values.length / dimension];
    for (int i = 0; i < coordinate.length; i++) {
      coordinate[i] = values[i * dimension + d];
    }
    return coordinate;
  }

  private Map<String, Object> points(int[] rows) {
    Map<String, Object> points = new LinkedHashMap<>();
    points.put("xyz", coordinates(latents.select(rows)));
    points.put("label", select(latents.labels(), rows));
    Map<String, int[]> chosen = new LinkedHashMap<>();
    clusters.forEach((name, labels) -> chosen.put(name, select(labels, rows)));
    points.put("clusters", chosen);
    return points;
  }

  private @Nullable List<Double> prior() {
    Optional<Prior> prior;
    try {
      prior = run.prior(record.autoencoder());
    } catch (InputException e) {
      // A prior's own points may have gone since the run; the latents are still worth seeing.
      return null;
    }
    return prior
        .map(p -> coordinates(p.sample(PRIOR_POINTS, Streams.of(0, "report"))))
        .orElse(null);
  }

  /** Three rounded coordinates a point; those beyond the dimension are 0. */
  private List<Double> coordinates(float[] values) {
    float[] shown = axes == null ? values : axes.project(values, SHOWN);
    int width = axes == null ? latents.dimension() : SHOWN;
    List<Double> coordinates = new ArrayList<>();
    for (int i = 0; i < values.length / latents.dimension(); i++) {
      for (int d = 0; d < SHOWN; d++) {
        coordinates.add(d < width ? Math.rint(shown[i * width + d] * 1000) / 1000 : 0);
      }
    }
    return coordinates;
  }

  /** At most so many rows, evenly picked. */
  private static int[] thinned(int[] rows, int most) {
    int n = Math.min(most, rows.length);
    return IntStream.range(0, n).map(i -> rows[(int) ((long) i * rows.length / n)]).toArray();
  }

  private static int[] select(int[] values, int[] rows) {
    return IntStream.of(rows).map(row -> values[row]).toArray();
  }
}
