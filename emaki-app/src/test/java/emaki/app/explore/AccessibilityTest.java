package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every view by axe-core's rules, light and dark: nothing serious, no small print, no tiny target.
 */
final class AccessibilityTest extends BrowserTest {
  private static final Path AXE =
      Path.of(System.getProperty("basedir", ""), "web/node_modules/axe-core/axe.min.js");

  /**
   * What is wrong, a line each: impact, rule, where. In the dark nothing else differs than colours.
   */
  private static final String FOUND =
      """
      async (dark) => {
        const rules = { 'target-size': { enabled: true } };
        const which = dark ? { runOnly: ['color-contrast'] } : { rules };
        const { violations } = await axe.run({ ...which, resultTypes: ['violations'] });
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ impact, id, nodes }) => nodes.map(({ target, html }) => `${impact} ${id}: ${target.join(' ')}  ${html.slice(0, 120)}`));
      }
      """;

  /** Text that is shown in less than 12 pixels, where. */
  private static final String SMALL =
      """
      () => [...document.querySelectorAll('body *')]
        .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
        .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 12)
        .map((e) => `small print, ${getComputedStyle(e).fontSize}: ${e.outerHTML.slice(0, 120)}`)
      """;

  private final List<String> found = new ArrayList<>();

  @Override
  void makeRuns() throws Exception {
    Path roll = root.resolve("roll");
    ExploredRuns.train(roll, "swiss-roll", 3);
    ExploredRuns.cluster(RunFolder.open(roll));
    ExploredRuns.beforeItsEnd(roll, root.resolve("half"));
    ExploredRuns.classify(roll, roll.resolve("classifier"));
    ExploredRuns.train(root.resolve("plain"), "none", 6);
  }

  @Test
  void nothingSerious() throws IOException {
    assumeThat(AXE).exists();
    seenIn(ColorScheme.LIGHT);
    go("");
    page.evaluate(Files.readString(AXE));
    page.locator("tr[data-run]").first().waitFor();
    page.locator("tr[data-run]").first().locator("td.pick").click();
    look("the table of runs, one picked");
    visit("#/compare?run=roll&run=roll", ".differences");
    visit("#/run/half", ".snapshots[data-epoch]");
    visit("#/name/roll?clustering=four", ".examples[data-cluster]");
    visit("#/prior", "canvas");
    visit("#/train", ".trainform .field");
    visit("#/sheet/roll", "canvas.sheet[data-first]");
    visit("#/run/plain?axes=map", ".scatter[data-ready]");
    visit("#/run/roll?unrolled=1", ".unrolled[data-ready]");
    page.evaluate("hash => { location.hash = hash; }", "#/run/roll?pin=7&colour=error&selected=B");
    page.locator(".scatter[data-ready]").waitFor();
    page.locator("[data-action=film]").click();
    page.locator("[data-action=probe]").click();
    page.evaluate("() => document.querySelectorAll('details').forEach((fold) => fold.open = true)");
    assertThat(page.locator(".film output")).containsText("epoch");
    look("a run with all that can be opened");
    assertThat(found).isEmpty();
  }

  private void visit(String address, String ready) {
    page.evaluate("hash => { location.hash = hash; }", address);
    page.locator(ready).first().waitFor();
    look(address);
  }

  @SuppressWarnings("unchecked")
  private void look(String where) {
    List<String> all = new ArrayList<>((List<String>) page.evaluate(FOUND, false));
    all.addAll((List<String>) page.evaluate(SMALL));
    seenIn(ColorScheme.DARK);
    all.addAll((List<String>) page.evaluate(FOUND, true));
    seenIn(ColorScheme.LIGHT);
    all.forEach(line -> found.add(where + ": " + line));
  }

  private void seenIn(ColorScheme scheme) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE));
  }
}
