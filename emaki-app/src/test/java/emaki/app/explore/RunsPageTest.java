package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import emaki.app.TrainForm;
import emaki.run.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of runs, and runs side by side. */
final class RunsPageTest extends BrowserTest {
  @Override
  void makeRuns() throws Exception {
    ExploredRuns.make(root);
  }

  @Test
  void runsAreListedFilteredSortedAndPicked() throws Exception {
    go("");
    Locator rows = page.locator("tr[data-run]");
    assertThat(rows).hasCount(3);
    page.locator("input.search").fill("latent_dim>=3");
    assertThat(rows).hasCount(2);
    page.locator("input.search").fill("");
    page.getByRole(
            com.microsoft.playwright.options.AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName("run").setExact(true))
        .click();
    assertThat(rows.nth(0)).hasAttribute("data-run", "plain");
    rows.nth(0).locator("td.pick").click();
    rows.nth(1).locator("td.pick").click();
    // A run that is started elsewhere shows up by itself.
    Path late = Files.createDirectories(root.resolve("late"));
    Files.copy(root.resolve("ring/run.json"), late.resolve("run.json"));
    assertThat(rows).hasCount(4);
    Files.delete(late.resolve("run.json"));
    assertThat(rows).hasCount(3);
    page.locator(".pickbar button.primary").click();
    assertThat(page.locator(".small canvas.map")).hasCount(2);
    assertThat(page.locator(".differences")).containsText("ring");
    assertThat(page.locator(".differences tr.part").first()).hasText("Settings");
    assertThat(page.locator(".differences td.best")).not().hasCount(0);
    whatIsPointedAtIsLinked();
  }

  /** The same images lie in both spaces: rings and selections of one are those of the other. */
  private void whatIsPointedAtIsLinked() {
    Locator first = page.locator(".small").nth(0).locator(".scatter");
    Locator second = page.locator(".small").nth(1).locator(".scatter");
    first.scrollIntoViewIfNeeded();
    BoundingBox box = first.boundingBox();
    byte[] before = second.screenshot();
    page.keyboard().down("Shift");
    page.mouse().move(box.x + 20, box.y + 20);
    page.mouse().down();
    page.mouse().move(box.x + box.width / 2, box.y + 20);
    page.mouse().move(box.x + box.width / 2, box.y + box.height - 20);
    page.mouse().move(box.x + 20, box.y + box.height - 20);
    page.mouse().up();
    page.keyboard().up("Shift");
    page.waitForCondition(() -> !java.util.Arrays.equals(before, second.screenshot()));
    assertThat(second.locator(".ring.pinned")).isHidden();
    for (int i = 3; i < 17 && second.locator(".ring.pinned").isHidden(); i++) {
      page.mouse().click(box.x + i * box.width / 20, box.y + box.height / 2);
    }
    assertThat(second.locator(".ring.pinned")).isVisible();
    page.getByLabel("Colour by").selectOption("cluster");
    page.waitForURL(Pattern.compile(".*colour=cluster.*"));
    assertThat(page.locator(".colours")).containsText("clusters");
  }

  /** More than a browser has contexts of the graphics processor, with names as sweeps give them. */
  @Test
  void manyRunsTurnTogetherAndThoseInSightAreDrawn() throws Exception {
    int count = 20;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "sigma=1,lambda=%d".formatted(i);
      Path run = Files.createDirectories(root.resolve(name));
      for (String file : List.of("metrics.csv", "latents.npz", "model.safetensors", "run.json")) {
        Files.copy(root.resolve("roll").resolve(file), run.resolve(file));
      }
      names.add(name);
    }
    go("");
    page.locator("input.search").fill("name=lambda");
    assertThat(page.locator(".count")).containsText("%d of %d".formatted(count, count + 3));
    for (int i = 0; i < 3; i++) {
      page.locator("tr[data-run]").nth(i).locator("td.pick").click();
    }
    page.locator(".pickbar button.primary").click();
    assertThat(page.locator(".small canvas.map")).hasCount(3);
    go(
        "#/compare?run="
            + String.join("&run=", names).replace("=1,", "%3D1,").replace("a=", "a%3D"));
    assertThat(page.locator(".small")).hasCount(count);
    assertThat(page.locator(".runname")).hasCount(count);
    assertThat(page.locator(".charts figure")).hasCount(2);
    Locator drawn = page.locator(".small .scatter canvas");
    page.locator(".small").nth(1).locator("canvas.map").waitFor();
    assertThat(drawn.count()).isLessThan(count);
    Locator second = page.locator(".small").nth(1).locator(".scatter");
    byte[] before = second.screenshot();
    BoundingBox box = page.locator(".small .scatter").first().boundingBox();
    drag(box.x + 60, box.y + 60, box.x + 130, box.y + 90);
    page.waitForCondition(() -> !java.util.Arrays.equals(before, second.screenshot()));
    page.locator(".small").last().scrollIntoViewIfNeeded();
    page.locator(".small").last().locator("canvas.map").waitFor();
    page.locator(".runname").nth(4).click();
    assertThat(page.locator(".runname").nth(4)).hasAttribute("aria-pressed", "false");
    for (String name : names) {
      Files.delete(root.resolve(name).resolve("run.json"));
    }
  }

  @Test
  void theTableOpensOnWhatMattersAndColumnsStandInTheAddress() {
    go("");
    Locator head = page.locator("thead");
    for (String column : List.of("status", "data", "prior filled", "1-NN", "error", "clusters")) {
      assertThat(head).containsText(column);
    }
    assertThat(head).not().containsText("patience");
    assertThat(head).not().containsText("classifier right");
    page.locator(".menu summary").first().click();
    page.getByText("Settings that differ").click();
    assertThat(head).containsText("latent dim");
    page.getByLabel("Find a column").fill("learning");
    choice("learning rate").click();
    page.getByLabel("Find a column").fill("1-NN");
    choice("1-NN").click();
    assertThat(head).containsText("learning rate");
    page.waitForURL(Pattern.compile(".*show=.*learning_rate.*hide=.*two_sample.*"));
    String link = page.url();
    page.getByText("As it opens").click();
    assertThat(head).not().containsText("learning rate");
    assertThat(head).containsText("1-NN");
    page.waitForURL(url -> !url.contains("show="));
    page.navigate(link);
    assertThat(head).containsText("learning rate");
    assertThat(head).not().containsText("1-NN");
    // What was chosen last is how it opens, until something else is.
    page.locator(".menu summary").first().click();
    page.getByLabel("Find a column").fill("sigma");
    choice("sigma").click();
    assertThat(head).containsText("sigma");
    go("");
    page.reload();
    assertThat(head).containsText("sigma");
    page.keyboard().press("/");
    page.keyboard().type("swiss");
    assertThat(page.locator("tr[data-run]")).hasCount(1);
  }

  /** What emaki is; and the demo, which is cancelled before it began. */
  @Test
  void anEmptyFolderHasThreeStepsAndADemo(@TempDir Path folder) {
    try (Explorer empty =
        Explorer.start(new RunStore(folder.resolve("runs")), 0, new TrainForm())) {
      page.navigate(empty.address().toString());
      assertThat(page.locator(".steps li")).hasCount(3);
      page.waitForCondition(
          () ->
              (Boolean) page.evaluate("document.querySelector('.welcome img').naturalWidth > 100"));
      page.getByText("Run the demo").click();
      assertThat(page.locator(".state").first()).hasText("demo-1 is starting …");
      page.getByText("Cancel").click();
      assertThat(page.locator(".state").first()).hasText("demo-1 was stopped before it began.");
      page.navigate("about:blank");
    }
  }

  @Test
  void theKeysOfAViewAreListed() {
    go("");
    page.locator("tr[data-run]").first().waitFor();
    page.keyboard().press("?");
    Locator keys = page.locator(".keysdialog");
    assertThat(keys).containsText("pick the run");
    page.keyboard().press("Escape");
    assertThat(keys).isHidden();
    explore("ring");
    page.getByTitle("Keys (?)").click();
    assertThat(keys).containsText("select by a lasso");
    assertThat(keys).not().containsText("pick the run");
  }

  private Locator choice(String column) {
    return page.locator(".choices label").filter(new Locator.FilterOptions().setHasText(column));
  }

  @Test
  void runsAreTransposedAndMadeAgain() {
    go("");
    page.getByText("Transpose").click();
    assertThat(page.locator("table.runs")).isHidden();
    assertThat(page.locator(".turned th").first()).hasText("run");
    page.locator(".turned").getByLabel("Pick plain").check();
    page.locator(".turned").getByLabel("Pick ring").check();
    page.waitForURL(Pattern.compile(".*turned=1.*pick=.*"));
    assertThat(page.locator(".pickbar button.primary")).hasText("Compare");
    page.reload();
    assertThat(page.locator(".turned").getByLabel("Pick plain")).isChecked();
    page.locator(".turned td.name a", new Page.LocatorOptions().setHasText("ring")).click();
    page.locator(".scatter[data-ready]").waitFor();
    page.getByText("Make it again").click();
    assertThat(page.locator(".made code")).hasText("emaki train --data kana:300");
    page.getByLabel("Copy: the Java").click();
    assertThat(page.locator("#notice")).hasText("Copied.");
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .contains("new TrialSpec(", "/* prior */ \"ring\"", "Trial.run(");
  }

  @Test
  void whatIsNotThereIsSaid() {
    go("#/run/nowhere");
    assertThat(page.locator(".state.wrong")).containsText("There is no such run here.");
    heard.complaints().removeIf(complaint -> complaint.contains("404"));
  }
}
