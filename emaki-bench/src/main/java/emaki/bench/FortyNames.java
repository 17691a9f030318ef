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

  /** Sixty words a minute. */
  private static final long MILLIS_A_KEY = 200;

  private static final String SHOWN =
      "document.activeElement?.matches('.givenname')"
          + " && document.querySelector('.examples')?.dataset.cluster"
          + " === document.querySelector('.island h2')?.textContent.match(/\\d+/)?.[0]";

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
    double[] waits = new double[CLUSTERS];
    for (int i = 0; i < CLUSTERS; i++) {
      page.await(SHOWN);
      for (char letter : "name %d".formatted(i % 10).toCharArray()) {
        pause();
        page.key(String.valueOf(letter), String.valueOf(letter), 0);
      }
      pause();
      String title = page.evaluate("document.querySelector('.island h2').textContent").asText();
      long entered = System.nanoTime();
      page.key("Enter", "\r", '\r');
      if (i < CLUSTERS - 1) {
        page.await(
            "document.querySelector('.island h2').textContent !== '%s' && %s"
                .formatted(title, SHOWN));
      }
      waits[i] = (System.nanoTime() - entered) / 1e6;
    }
    page.await(
        "/^%d of %d /.test(document.querySelector('output.progress').textContent)"
                .formatted(CLUSTERS, CLUSTERS)
            + " && /all written/.test(document.querySelector('.bar .hint').textContent)");
    result.put("forty_names_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    Arrays.sort(waits);
    result.put("next_images_median_ms", waits[CLUSTERS / 2]);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(MILLIS_A_KEY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while names were typed", e);
    }
  }
}
