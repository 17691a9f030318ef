package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points by the graphics processor, which headless Chromium imitates, and by the other painter. */
final class PainterTest extends BrowserTest {

  @Override
  void makeRuns() throws Exception {
    ExploredRuns.train(root.resolve("roll"), "swiss-roll", 3);
  }

  /** The browser's own remarks: without graphics it reads back what it has painted by them. */
  @AfterEach
  void remarksAreNoComplaints() {
    heard.complaints().removeIf(complaint -> complaint.contains("GPU stall due to ReadPixels"));
  }

  private void explore(String painter, String state) {
    // The processor imitates the graphics: half the pixels are half the work.
    page.setViewportSize(800, 640);
    // The last one is obeyed, by a page that is loaded anew.
    page.navigate("about:blank");
    page.addInitScript(
        "if (location.host) localStorage.setItem('emaki.painter', '" + painter + "')");
    explore("roll?" + state);
    assertThat(paintedByGraphics()).isEqualTo(painter.equals("webgl"));
  }

  /** A canvas that has a context gives no other. */
  private boolean paintedByGraphics() {
    return Boolean.TRUE.equals(
        page.evaluate("document.querySelector('.scatter > canvas').getContext('2d') === null"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"webgl", "cpu"})
  void thePointUnderThePointerIsTheOneThatIsDrawnThere(String painter) throws IOException {
    for (int row : new int[] {3, 77, 204, 349}) {
      explore(painter, "prior=0&size=12&isolated=1&selected=" + packed(row));
      double[] drawn = Painted.of(page).middle();
      page.mouse().move(drawn[0], drawn[1]);
      assertThat(page.locator(".tip")).containsText("number " + row + ",");
      BoundingBox ring = page.locator(".ring.hovered").boundingBox();
      assertThat(ring.x + ring.width / 2).isCloseTo(drawn[0], within(1.5));
      assertThat(ring.y + ring.height / 2).isCloseTo(drawn[1], within(1.5));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "size=8, 50",
    "size=6&selected=AAAAAAAAAAAA, 50",
    // Images at places between pixels differ at the edges of strokes: the larger, the fewer.
    "size=14&prior=0&sprites=1, 30"
  })
  void bothPaintersDrawTheSame(String state, int oneIn) throws IOException {
    explore("webgl", state);
    page.waitForTimeout(500);
    Painted one = Painted.of(page);
    explore("cpu", state);
    page.waitForTimeout(500);
    Painted other = Painted.of(page);
    other.assertLike(one, oneIn);
  }

  /** Or the page's own colour would shine through at the edges of points, and in pictures saved. */
  @Test
  void whatIsDrawnIsOpaque() throws IOException {
    explore("webgl", "size=8");
    Download download = page.waitForDownload(() -> page.locator("[data-action=png]").click());
    Path file = root.resolve("points.png");
    download.saveAs(file);
    BufferedImage saved = ImageIO.read(file.toFile());
    Files.delete(file);
    int[] pixels =
        saved.getRGB(0, 0, saved.getWidth(), saved.getHeight(), null, 0, saved.getWidth());
    assertThat(Arrays.stream(pixels).filter(rgb -> rgb >>> 24 != 255)).isEmpty();
    assertThat(Arrays.stream(pixels).filter(rgb -> Painted.far(rgb, pixels[0])).count())
        .isGreaterThan(2500);
  }

  @Test
  void whereTheGraphicsAreTakenAwayNothingIsLost() throws IOException {
    explore("webgl", "size=8&colour=split&pin=7");
    Painted before = Painted.of(page);
    page.evaluate(
        "document.querySelector('.scatter > canvas').getContext('webgl2')"
            + ".getExtension('WEBGL_lose_context').loseContext()");
    page.waitForCondition(() -> !paintedByGraphics());
    page.waitForTimeout(300);
    Painted.of(page).assertLike(before, 50);
    // It still turns, shows and hides.
    String address = page.url();
    page.mouse().move(400, 300);
    page.mouse().down();
    page.mouse().move(500, 330, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
    page.mouse().up();
    page.waitForURL(url -> !url.equals(address));
    page.locator(".entry").first().click();
    assertThat(page.locator("output.points")).not().hasText(Pattern.compile("350 of 350 points"));
    // The browser's own remark that the context was lost.
    heard.complaints().removeIf(complaint -> complaint.contains("CONTEXT_LOST_WEBGL"));
  }

  /** A row as the address has it: five bits a letter, the sixth says whether more follow. */
  private static String packed(int row) {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return row < 32
        ? letters.substring(row, row + 1)
        : "" + letters.charAt(32 + row % 32) + letters.charAt(row / 32);
  }
}
