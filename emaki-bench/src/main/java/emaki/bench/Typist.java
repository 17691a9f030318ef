package emaki.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Somebody who names clusters by the keys, at sixty words a minute. */
final class Typist {
  private static final long MILLIS_A_KEY = 200;

  private static final String TITLE = "document.querySelector('.island h2').textContent";
  private static final String SHOWN =
      "document.activeElement?.matches('.givenname')"
          + " && document.querySelector('.examples')?.dataset.cluster"
          + " === document.querySelector('.island h2')?.textContent.match(/\\d+/)?.[0]";

  private final Chromium page;

  Typist(Chromium page) {
    this.page = page;
  }

  /** Waits until a cluster's images are there. */
  void look() throws IOException {
    page.await(SHOWN);
  }

  /** Types a name, and pauses before what comes next. */
  void type(String name) throws IOException {
    for (int i = 0; i < name.length(); i++) {
      pause();
      String letter = name.substring(i, i + 1);
      page.key(letter, letter, 0);
    }
    pause();
  }

  /**
   * Gives the name.
   *
   * @param last whether no other cluster comes
   * @return milliseconds until the next cluster's images are drawn
   */
  double enter(boolean last) throws IOException {
    String title = page.evaluate(TITLE).asText();
    long entered = System.nanoTime();
    page.key("Enter", "\r", '\r');
    if (!last) {
      page.await("%s !== '%s' && %s".formatted(TITLE, title, SHOWN));
    }
    return (System.nanoTime() - entered) / 1e6;
  }

  /** Waits until that many names, all there are, are in their file. */
  void written(int clusters) throws IOException {
    page.await(
        "/^%d of %d /.test(document.querySelector('output.progress').textContent)"
                .formatted(clusters, clusters)
            + " && /all written/.test(document.querySelector('.bar .hint').textContent)");
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_A_KEY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while names were typed", e);
    }
  }
}
