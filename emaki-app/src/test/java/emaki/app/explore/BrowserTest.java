package emaki.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import emaki.app.TrainForm;
import emaki.app.explore.TestBrowser.Heard;
import emaki.run.RunStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real explorer of a folder of runs, and for each test a page in a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrowserTest {
  Path root;
  Explorer explorer;
  Page page;
  Heard heard;
  private TestBrowser browser;

  /** Puts the runs into {@link #root} that all tests of the class explore. */
  abstract void makeRuns() throws Exception;

  @BeforeAll
  final void start(@TempDir Path folder) throws Exception {
    browser = TestBrowser.get();
    root = folder;
    makeRuns();
    explorer = Explorer.start(new RunStore(root), 0, new TrainForm());
  }

  @AfterAll
  final void stop() {
    if (explorer != null) {
      explorer.close();
    }
  }

  @BeforeEach
  final void open() {
    heard = TestBrowser.heard();
    page = browser.page(1280, 800, heard);
  }

  @AfterEach
  final void noComplaints() {
    page.context().close();
    assertThat(heard.complaints()).as("what the browser's console said").isEmpty();
  }

  /** A page of another size, or a new one, in the place of the page. */
  final void show(int width, int height) {
    if (page.url().equals("about:blank")) {
      page.setViewportSize(width, height);
      return;
    }
    page.context().close();
    page = browser.page(width, height, heard);
  }

  final void go(String hash) {
    page.navigate(explorer.address() + hash);
  }

  final void explore(String run) {
    go("#/run/" + run);
    page.locator(".scatter[data-ready]").waitFor();
  }

  /** From one place of the page to another, the left button held. */
  final void drag(double fromX, double fromY, double toX, double toY) {
    page.mouse().move(fromX, fromY);
    page.mouse().down();
    page.mouse().move((fromX + toX) / 2, (fromY + toY) / 2, new Mouse.MoveOptions().setSteps(4));
    page.mouse().move(toX, toY, new Mouse.MoveOptions().setSteps(4));
    // What follows the pointer does so once a frame.
    page.waitForTimeout(200);
    page.mouse().up();
  }
}
