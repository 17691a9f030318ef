package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody goes on before the explorer has answered, or it never does. */
final class LateAnswersTest extends BrowserTest {
  /** Names three images. */
  private static final String NAMING =
      """
      async () => {
        const { token } = await (await fetch('/api/session')).json();
        const namings = [{ name: 'su', by_hand: true, rows: [0, 2] }, { name: 'ki', by_hand: true, rows: [1] }];
        const headers = { 'X-Emaki-Token': token, 'Content-Type': 'application/json' };
        const said = await fetch('/api/runs/views/labels', { method: 'POST', body: JSON.stringify({ namings }), headers });
        if (!said.ok) throw new Error(await said.text());
      }""";

  private NamedRun views;

  @Override
  void makeRuns() throws Exception {
    views = NamedRun.train(root.resolve("views"));
  }

  @BeforeEach
  void nothingIsNamed() throws IOException {
    views.clear();
  }

  /** However long their clusters take to come. */
  @Test
  void theClusteringJustChosenIsTheOneThatIsNamed() {
    explore("views");
    List<Route> coming = new ArrayList<>();
    page.route("**/clusterings/islands", coming::add);
    page.locator("#clustering").selectOption("islands");
    page.waitForCondition(() -> !coming.isEmpty());
    page.getByText("Name the clusters").click();
    assertThat(page.locator(".island h2")).containsText("Island 0 · ");
    page.unroute("**/clusterings/islands");
    coming.forEach(Route::resume);
  }

  @Test
  void aClusteringThatDoesNotComeIsNotSaidToBeShown() {
    explore("views");
    page.locator("#colour").selectOption("cluster");
    page.route("**/clusterings/islands", Route::abort);
    page.locator("#clustering").selectOption("islands");
    assertThat(page.locator("#clustering")).hasValue("four");
    page.unroute("**/clusterings/islands");
    page.locator("#clustering").selectOption("islands");
    assertThat(page.locator(".entry .name")).hasCount(views.islands().k());
    assertThat(page.locator("#clustering")).hasValue("islands");
    heard.complaints().removeIf(complaint -> complaint.contains("ERR_FAILED"));
  }

  @Test
  void aPageThatIsLeftWhileItLoadsHasNoSayInTheNext() {
    go("#/runs");
    page.locator("tr[data-run]").first().waitFor();
    List<Route> coming = new ArrayList<>();
    page.route("**/api/runs/views", coming::add);
    go("#/name/views");
    page.waitForCondition(() -> !coming.isEmpty());
    page.goBack();
    page.locator("tr[data-run]").first().waitFor();
    page.unroute("**/api/runs/views");
    coming.forEach(Route::resume);
    page.waitForTimeout(800);
    assertThat(page).hasURL(explorer.address() + "#/runs");
    assertThat(page.locator("nav.crumbs")).not().containsText("names");
  }

  /** However quickly: away, and back before the name is written. */
  @Test
  void aNameIsThereOnComingBackAtOnce() {
    go("#/name/views?clustering=islands");
    assertThat(page.locator(".island h2")).containsText("Island 0 · ");
    List<Route> writing = new ArrayList<>();
    page.route(
        "**/names/islands",
        route -> {
          if (route.request().method().equals("POST")) {
            writing.add(route);
          } else {
            route.resume();
          }
        });
    page.keyboard().type("ki");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> !writing.isEmpty());
    go("#/runs");
    page.goBack();
    page.waitForTimeout(300);
    page.unroute("**/names/islands");
    writing.forEach(Route::resume);
    assertThat(page.locator(".island h2")).containsText("Island ");
    assertThat(page.locator(".clusters li").first()).containsText("ki");
  }

  @Test
  void namesGivenElsewhereAreThereAfterAnOutage() throws IOException {
    explore("views");
    page.route("**/api/**", Route::abort);
    page.getByLabel("Find an image by its number").fill("7");
    page.keyboard().press("Enter");
    assertThat(page.locator(".lostbanner")).isVisible();
    Page other = page.context().newPage();
    other.navigate(explorer.address().toString());
    other.evaluate(NAMING);
    other.close();
    page.unroute("**/api/**");
    // It may have asked by itself, and be away.
    page.locator(".lostbanner button").dispatchEvent("click");
    assertThat(page.locator(".labelling .hint").first()).containsText("3 of ");
    Download saved = page.waitForDownload(() -> page.getByText("Save labels").click());
    assertThat(Files.readAllLines(saved.path())).contains("0,,su", "1,,ki", "2,,su");
    heard.complaints().removeIf(complaint -> complaint.contains("ERR_FAILED"));
  }
}
