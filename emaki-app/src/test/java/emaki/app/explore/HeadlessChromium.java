package emaki.app.explore;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The system's Chromium, drawing by software, and what its console complained of. */
final class HeadlessChromium implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/bin/chromium");
  static final double PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;
  final List<String> complaints = new ArrayList<>();

  HeadlessChromium() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--use-angle=swiftshader",
                            "--enable-unsafe-swiftshader",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(
        PATIENCE_MILLIS);
  }

  /** A page of its own, which may use the clipboard. */
  Page page(int width, int height) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
