package emaki.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real browser that opens a page and says what became of it. */
final class Browser {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private Browser() {}

  /**
   * The start tag of the page's root once its scripts have run; the test is skipped where there is
   * no browser.
   *
   * @param profile an empty folder
   */
  static String root(String address, Path profile) throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not here");
    Process chromium = open(address, profile);
    String dom = new String(chromium.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(chromium.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return dom.substring(dom.indexOf("<html"), dom.indexOf('>', dom.indexOf("<html")));
  }

  private static Process open(String address, Path profile) throws IOException {
    return new ProcessBuilder(
            CHROMIUM.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--virtual-time-budget=1000",
            "--window-size=1200,2000",
            "--user-data-dir=" + profile,
            "--dump-dom",
            address)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
