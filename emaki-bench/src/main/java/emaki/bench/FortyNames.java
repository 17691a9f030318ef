package emaki.bench;

import emaki.app.explore.Explorer;
import emaki.cluster.KMeansClusterer;
import emaki.run.RunFolder;
import emaki.trial.Clustering;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Forty clusters of a run named one after another by the keys, as somebody types who knows them.
 */
final class FortyNames {
  private static final int CLUSTERS = 40;
  private static final int STARTS = 3;

  private FortyNames() {}

  /** Makes the clusters. */
  static void cluster(RunFolder run) throws IOException {
    Clustering.run(run, new KMeansClusterer(CLUSTERS, STARTS), 0);
  }

  /**
   * Names them: {@code forty_names_ms} from the page's opening until the last name is written, and
   * {@code next_images_median_ms} of these from Enter until the next cluster's images are drawn.
   */
  static void measure(Chromium page, Explorer explorer, String run, Map<String, Object> result)
      throws IOException {
    long began = System.nanoTime();
    page.open(explorer.address() + "#/name/" + run);
    Typist typist = new Typist(page);
    double[] waits = new double[CLUSTERS];
    for (int i = 0; i < CLUSTERS; i++) {
      typist.look();
      typist.type("name %d".formatted(i % 10));
      waits[i] = typist.enter(i == CLUSTERS - 1);
    }
    typist.written(CLUSTERS);
    result.put("forty_names_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    Arrays.sort(waits);
    result.put("next_images_median_ms", waits[CLUSTERS / 2]);
  }
}
