package emaki.app.explore;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Headless Chromium, and what it complained of. */
final class TestBrowser {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final double PATIENCE_MILLIS = 60_000;

  /**
   * Of all test classes that run in this JVM, one after another: each test has pages of its own.
   */
  private static TestBrowser started;

  private final Playwright playwright;
  private final Browser browser;

  /** What a page's console and its requests said. */
  record Heard(List<String> complaints, List<String> requests) {}

  private TestBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Where there is none, or emaki was built without its pages, tests are skipped. */
  static TestBrowser get() {
    assumeThat(CHROMIUM).exists();
    assumeThat(WebFiles.class.getResource("/emaki/app/explore/web/files.txt"))
        .as("built with its pages")
        .isNotNull();
    if (started == null || !started.browser.isConnected()) {
      started = start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    }
    return started;
  }

  private static TestBrowser start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--use-angle=swiftshader",
                            "--enable-unsafe-swiftshader",
                            "--disable-quic",
                            // Imitated graphics put a page together at many times the cost.
                            "--disable-gpu-compositing",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new TestBrowser(playwright, browser);
  }

  /** A page of its own, which may use the clipboard. */
  Page page(int width, int height, Heard heard) {
    return page(
        new Browser.NewContextOptions()
            .setViewportSize(width, height)
            .setPermissions(List.of("clipboard-read", "clipboard-write")),
        heard);
  }

  /** A page of its own, without a network. */
  Page offlinePage(Heard heard) {
    return page(new Browser.NewContextOptions().setViewportSize(1280, 800).setOffline(true), heard);
  }

  private Page page(Browser.NewContextOptions options, Heard heard) {
    Page page = browser.newContext(options).newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(
        PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            heard.complaints().add(message.text() + " " + message.location());
          }
        });
    page.onPageError(heard.complaints()::add);
    page.onRequest(request -> heard.requests().add(request.url()));
    return page;
  }

  static Heard heard() {
    return new Heard(new ArrayList<>(), new ArrayList<>());
  }

  private void close() {
    browser.close();
    playwright.close();
  }
}
