package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a link, a bookmark or a reload brings back, and spaces of more dimensions than are seen. */
final class LinkTest extends BrowserTest {

  /** Besides a space of six dimensions, the same as it was before its end. */
  @Override
  void makeRuns() throws Exception {
    Path plain = root.resolve("plain");
    ExploredRuns.train(plain, "gaussian", 6);
    ExploredRuns.beforeItsEnd(plain, root.resolve("half"));
  }

  @Test
  void theFilmsEpochAndTheCamera() throws IOException {
    explore("plain");
    page.locator("[data-action=film]").click();
    Locator said = page.locator(".film output");
    page.locator(".film input[type=range]").fill("1.5");
    assertThat(said).hasText("epoch 3 of 5");
    turn();
    page.waitForURL(Pattern.compile(".*camera=.*epoch=2\\.5.*"));
    // The last frames of a turn are in the address once they are painted.
    Painted before = settled();
    String link = page.url();
    go("");
    page.locator("tr[data-run]").first().waitFor();
    page.navigate(link);
    assertThat(said).hasText("epoch 3 of 5");
    soon(() -> painted().assertLike(before, 100));
    page.reload();
    assertThat(said).hasText("epoch 3 of 5");
    soon(() -> painted().assertLike(before, 100));
  }

  /** An address of the same run, with another state, typed or chosen from bookmarks. */
  @Test
  void aLinkToWhatIsOpenAlready() throws IOException {
    explore("plain");
    Painted before = settled();
    turn();
    find(7);
    page.waitForURL(Pattern.compile(".*pin=7.*camera=.*"));
    String link = address();
    page.getByText("⌂").click();
    page.keyboard().press("Escape");
    page.waitForURL(url -> url.endsWith("#/run/plain"));
    soon(() -> painted().assertLike(before, 100));
    page.navigate(link);
    assertThat(page.getByLabel("Pinned image").locator("h2")).hasText("Image 7");
    assertThat(page).hasURL(link);
    soon(() -> painted().assertUnlike(before, 20));
    page.goBack();
    assertThat(page.getByLabel("Pinned image")).isHidden();
    soon(() -> painted().assertLike(before, 100));
  }

  @Test
  void theFilmStaysWhereItIsMovedWhileItsCurvesCome() {
    List<Route> metrics = new ArrayList<>();
    page.route("**/plain/metrics", metrics::add);
    explore("plain");
    page.locator("[data-action=film]").click();
    page.locator(".film input[type=range]").fill("1.5");
    Locator said = page.locator(".film output");
    assertThat(said).hasText("epoch 3 of 5");
    assertThat(page.locator(".film canvas")).hasCount(0);
    metrics.forEach(Route::resume);
    page.locator(".film canvas").waitFor();
    page.waitForTimeout(300);
    assertThat(said).hasText("epoch 3 of 5");
  }

  /** In the best epoch the film's points are as trained, on principal axes and on chosen ones. */
  @Test
  void theFilmHasTheAxesOfTheSpace() throws IOException {
    explore("plain");
    find(validationRow());
    double[] trained = ring();
    page.locator("[data-action=film]").click();
    Locator range = page.locator(".film input[type=range]");
    int best =
        Objects.requireNonNull(
            RunFolder.open(root.resolve("plain")).record().results().bestEpoch());
    range.fill(String.valueOf(best - 1));
    assertThat(page.locator(".film output")).hasText("epoch %d of 5".formatted(best));
    soon(() -> assertClose(ring(), trained));
    Painted principal = settled();
    page.getByLabel("Dimension on axis y").selectOption("5");
    page.waitForURL(Pattern.compile(".*axes=0.*"));
    assertThat(page.locator("output.points")).hasText("30 validation points");
    soon(() -> painted().assertUnlike(principal, 20));
    double[] chosen = ring();
    page.getByLabel("Close the film").click();
    assertThat(page.locator("output.points")).hasText("350 of 350 points");
    soon(() -> assertClose(ring(), chosen));
  }

  /** It is no projection: what is decoded stands at the nearest image, and a film has no place. */
  @Test
  void aLinkBringsTheNeighbourMapBack() throws IOException {
    explore("plain");
    assertThat(page.locator(".axeschoice"))
        .containsText(Pattern.compile("PCA\\), \\d+ % of the variance"));
    find(validationRow());
    double[] principal = ring();
    page.getByLabel("Principal axes (PCA)").focus();
    page.keyboard().press("ArrowDown");
    page.waitForURL(Pattern.compile(".*axes=map.*"));
    assertThat(page.getByLabel("Neighbour map (UMAP)")).isChecked();
    assertThat(page.locator(".axeschoice .hint")).containsText("Near points are near");
    double[] pinned = ring();
    assertThat(Math.hypot(pinned[0] - principal[0], pinned[1] - principal[1])).isGreaterThan(5);
    page.locator("[data-action=film]").click();
    assertThat(page.locator("#notice")).containsText("choose other axes");
    assertThat(page.locator(".film")).isHidden();
    page.getByText("Decode around").click();
    assertThat(page.locator(".handle")).isDisabled();
    page.waitForURL(Pattern.compile(".*probe=.*"));
    page.reload();
    assertThat(page.getByLabel("Neighbour map (UMAP)")).isChecked();
    soon(() -> assertClose(ring(), pinned));
    BoundingBox handle = page.locator(".handle").boundingBox();
    assertThat(handle.x + 13).isCloseTo(ring()[0], within(3.0));
    page.getByLabel("Principal axes (PCA)").check();
    assertThat(page.locator(".handle")).isEnabled();
    assertThat(page.locator(".axeschoice .hint")).isHidden();
  }

  @Test
  void theProbeIsDraggedOnPrincipalAxes() {
    explore("plain");
    page.locator("[data-action=probe]").click();
    Locator image = page.locator(".probe canvas.image");
    assertThat(image).hasAttribute("data-latent", Pattern.compile(".+"));
    String before = image.getAttribute("data-latent");
    BoundingBox handle = page.locator(".handle").boundingBox();
    drag(handle.x + 13, handle.y + 13, handle.x + 70, handle.y - 30);
    assertThat(image).not().hasAttribute("data-latent", before);
    BoundingBox after = page.locator(".handle").boundingBox();
    assertThat(after.x).isCloseTo(handle.x + 57, within(3.0));
    assertThat(after.y).isCloseTo(handle.y - 43, within(3.0));
  }

  @Test
  void aRunThatTrainsHasAxesEpochAndCameraToo() throws IOException {
    go("#/run/half");
    Locator snapshots = page.locator(".snapshots");
    assertThat(snapshots).hasAttribute("data-epoch", "5");
    assertThat(page.getByLabel("Principal axes (PCA)")).isChecked();
    Painted principal = settled();
    page.locator(".transport input[type=range]").fill("1.5");
    assertThat(snapshots).hasAttribute("data-epoch", "3");
    turn();
    page.waitForURL(Pattern.compile(".*camera=.*epoch=2\\.5.*axes-of=5.*"));
    Painted before = settled();
    page.reload();
    assertThat(snapshots).hasAttribute("data-epoch", "3");
    soon(() -> painted().assertLike(before, 100));
    page.getByLabel("Dimension on axis x").selectOption("4");
    assertThat(page.getByLabel("Principal axes (PCA)")).not().isChecked();
    page.waitForURL(Pattern.compile(".*axes=4.*"));
    page.reload();
    assertThat(page.getByLabel("Dimension on axis x")).hasValue("4");
    page.getByLabel("Principal axes (PCA)").check();
    page.locator(".transport input[type=range]").fill("4");
    assertThat(snapshots).hasAttribute("data-epoch", "5");
    page.waitForURL(url -> url.endsWith("#/run/half"));
    soon(() -> painted().assertLike(principal, 100));
    page.locator(".snapshots .scatter").press("+");
    page.waitForURL(Pattern.compile(".*camera=.*"));
  }

  /** Of the images that the film shows. */
  private int validationRow() {
    byte[] split = RunFolder.open(root.resolve("plain")).latents().split();
    for (int row = 0; row < split.length; row++) {
      if (split[row] == 1) {
        return row;
      }
    }
    throw new AssertionError("no validation image");
  }

  private Painted painted() throws IOException {
    page.locator(".snapshots[data-epoch], .scatter[data-ready]").first().waitFor();
    // What was asked for is drawn in the next frames.
    page.waitForTimeout(400);
    return Painted.of(page);
  }

  /** What is painted once nothing changes any more: what was asked for may still be fetched. */
  private Painted settled() throws IOException {
    Painted[] last = {painted()};
    int[] same = {0};
    soon(
        () -> {
          Painted now = painted();
          try {
            now.assertLike(last[0], 1000);
            same[0]++;
          } catch (AssertionError changing) {
            same[0] = 0;
          }
          last[0] = now;
          assertThat(same[0]).as("times the same").isGreaterThanOrEqualTo(3);
        });
    return last[0];
  }

  /** The page's own, once nothing writes it any more. */
  private String address() {
    String before;
    do {
      before = page.url();
      page.waitForTimeout(700);
    } while (!page.url().equals(before));
    return before;
  }

  private interface Check {
    void now() throws IOException;
  }

  /** What is asked for is drawn soon, on a busy machine later than on a quiet one. */
  private static void soon(Check check) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        check.now();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      }
    }
  }

  private void find(int number) {
    page.getByLabel("Find an image by its number").fill(String.valueOf(number));
    page.keyboard().press("Enter");
    page.locator(".scatter").focus();
  }

  private void turn() {
    drag(560, 300, 640, 330);
  }

  private double[] ring() {
    page.waitForTimeout(300);
    BoundingBox box = page.locator(".ring.pinned").boundingBox();
    return new double[] {box.x + box.width / 2, box.y + box.height / 2};
  }

  private static void assertClose(double[] here, double[] there) {
    for (int d : List.of(0, 1)) {
      assertThat(here[d]).isCloseTo(there[d], within(2.0));
    }
  }
}
