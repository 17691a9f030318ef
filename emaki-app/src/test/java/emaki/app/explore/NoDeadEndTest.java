package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Where the pages once lost a click, showed nothing, or did something wrong without a word. */
final class NoDeadEndTest extends BrowserTest {
  /** A space, the same with long names, and as it was before its first epoch. */
  @Override
  void makeRuns() throws Exception {
    Path roll = root.resolve("roll");
    ExploredRuns.train(roll, "swiss-roll", 3);
    Path named = root.resolve("named");
    try (Stream<Path> files = Files.walk(roll)) {
      for (Path file : files.toList()) {
        Files.copy(file, named.resolve(roll.relativize(file)));
      }
    }
    String record = Files.readString(roll.resolve("run.json"));
    Files.writeString(
        named.resolve("run.json"),
        record.replaceFirst("(\"class_names\"\\s*:\\s*\\[)[^]]*]", "$1" + tenLongNames() + "]"));
    Path unborn = Files.createDirectories(root.resolve("unborn"));
    Files.writeString(
        unborn.resolve("run.json"),
        record.replaceFirst("\"status\"\\s*:\\s*\"finished\"", "\"status\": \"interrupted\""));
  }

  private static String tenLongNames() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      names.append(i == 0 ? "" : ", ").append("\"Rhinoceros unicornis %d\"".formatted(i));
    }
    return names.toString();
  }

  /** From a field whose long description is unfolded, and to the run as soon as it has a link. */
  @Test
  void theFirstClickTrainsAndTheRunIsWaitedFor() {
    go("#/prior");
    BoundingBox paper = page.locator(".paper").boundingBox();
    drag(paper.x + 60, paper.y + 60, paper.x + 300, paper.y + 200);
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    Locator planned = page.locator(".planned code");
    assertThat(planned).containsText("--prior points:");
    page.locator("#option-data").fill("kana:300");
    page.locator("#option-epochs").fill("2");
    page.locator("#option-out").fill("begun");
    Locator train = page.locator(".trainform button.primary");
    assertThat(planned).containsText("--data kana:300");
    assertThat(planned).containsText("begun");
    page.locator("#option-lambda").focus();
    train.click();
    page.locator(".started a").click();
    assertThat(page.locator(".state.wrong")).hasCount(0);
    page.locator(".scatter[data-ready]").waitFor();
    assertThat(page.locator("output.points")).hasText("350 of 350 points");
  }

  /** By what it is for, of images that there are; nothing is drawn, and nothing has to be typed. */
  @Test
  void anyTrainingIsReadyAtOnce() {
    go("");
    page.getByText("Train", new Page.GetByTextOptions().setExact(true)).click();
    Locator planned = page.locator(".planned code");
    Locator train = page.locator(".trainform button.primary");
    assertThat(planned).containsText("--data kana:300 --prior swiss-roll");
    assertThat(train).isEnabled();
    page.getByLabel("Images that there are")
        .selectOption("kana – hiragana drawn by emaki itself, in cursive variants");
    page.getByText("Labels for unlabelled images: views").click();
    assertThat(planned)
        .hasText(Pattern.compile("emaki train --data kana --objective views --out .*kana-views-1"));
    assertThat(page.locator(".preset[aria-pressed=true]")).containsText("views");
    page.waitForURL(Pattern.compile(".*o-objective=views.*"));
    page.reload();
    assertThat(planned).containsText("--objective views");
    page.locator("#option-model").selectOption("conv");
    assertThat(planned).containsText("--model conv");
    assertThat(train).isEnabled();
  }

  @Test
  void aRefusalSpeaksOfTheFormsFields() {
    go("#/prior");
    BoundingBox paper = page.locator(".paper").boundingBox();
    drag(paper.x + 60, paper.y + 60, paper.x + 300, paper.y + 200);
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    page.locator(".planned code").waitFor();
    page.locator("#option-out").fill("roll");
    assertThat(page.locator(".field .fault:visible"))
        .hasText("out roll: is there already (choose another name)");
  }

  @Test
  void aLassoThatEndsWhereItBeganSelects() {
    explore("roll");
    page.locator("[data-tool=lasso]").click();
    page.mouse().move(440, 80);
    page.mouse().down();
    for (int[] to : new int[][] {{860, 80}, {860, 660}, {440, 660}, {441, 80}}) {
      page.mouse().move(to[0], to[1], new Mouse.MoveOptions().setSteps(5));
    }
    page.mouse().up();
    assertThat(page.locator(".selection")).isVisible();
    assertThat(page.locator(".selection h2")).containsText("selected");
    // A click on a point, by either tool, is one still.
    page.keyboard().press("Escape");
    page.getByLabel("Find an image by its number").fill("7");
    page.keyboard().press("Enter");
    BoundingBox ring = page.locator(".ring.pinned").boundingBox();
    page.keyboard().press("Escape");
    page.locator(".scatter").focus();
    page.keyboard().press("Escape");
    assertThat(page.getByLabel("Pinned image")).isHidden();
    page.mouse().click(ring.x + ring.width / 2, ring.y + ring.height / 2);
    assertThat(page.getByLabel("Pinned image").locator("h2")).containsText("Image");
  }

  @Test
  void aCsvThatNamesNoImagesIsTold() {
    explore("roll");
    Locator fault = page.locator(".look .more .fault");
    load("row\n3\n4\n");
    assertThat(page.locator(".selection h2")).hasText("2 selected");
    assertThat(fault).isHidden();
    load("cluster,size,name\n0,12,ki\n1,9,\n");
    assertThat(fault).containsText("names no image of this run");
    assertThat(fault).containsText("cluster, size, name");
    assertThat(page.locator(".selection h2")).hasText("2 selected");
    load("row\n3\n400\nten\n");
    assertThat(fault).hasText("2 of 3 lines name no image of this run, and are left out.");
    assertThat(page.locator(".selection h2")).hasText("1 selected");
    load("row,label\n1,77\n");
    assertThat(fault).containsText("another label");
  }

  private void load(String csv) {
    page.locator(".look input[type=file]")
        .setInputFiles(
            new FilePayload("chosen.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsFilteredAwayIsBroughtBack() {
    explore("roll");
    Locator none = page.locator(".space > .none");
    assertThat(none).isHidden();
    for (String split : new String[] {"train", "validation", "test"}) {
      page.locator(".chip", new Page.LocatorOptions().setHasText(split)).click();
    }
    assertThat(none).isVisible();
    none.locator("button").click();
    assertThat(none).isHidden();
    assertThat(page.locator("output.points")).hasText("350 of 350 points");
    assertThat(page.locator(".chip[aria-pressed=true]:not(.choosing .chip)")).hasCount(3);
    go("#/runs?filter=nowhere");
    page.getByText("Clear the filter").click();
    page.locator("tr[data-run=roll]").waitFor();
    assertThat(page.locator("input.search")).hasValue("");
  }

  @Test
  void beforeTheFirstEpochThePriorIsSeen() throws Exception {
    go("#/run/unborn");
    assertThat(page.locator(".snapshots .nothing")).containsText("as soon as an epoch");
    page.locator(".snapshots[data-prior]").waitFor();
    page.waitForTimeout(300);
    BufferedImage seen = picture(page.locator(".snapshots .scatter"));
    assertThat(seen.getRGB(400, 100) & 0xff).as("the paper").isGreaterThan(200);
    int other = 0;
    for (int y = 0; y < seen.getHeight(); y++) {
      for (int x = 0; x < seen.getWidth(); x++) {
        other += Painted.far(seen.getRGB(x, y), seen.getRGB(400, 100)) ? 1 : 0;
      }
    }
    assertThat(other).as("pixels of the prior").isGreaterThan(1000);
  }

  /** First to the right, then to the left: the camera steps back, until somebody turns it. */
  @Test
  void aDrawingThatGrowsIsSeenWhole() throws Exception {
    go("#/prior");
    page.getByText("flat, 2-D").click();
    BoundingBox paper = page.locator(".paper").boundingBox();
    double right = paper.x + 0.97 * paper.width;
    double y = paper.y + 0.5 * paper.height;
    drag(right, y, right - 12, y);
    drag(paper.x + 0.03 * paper.width, y, right, y);
    assertThat(page.locator(".preview")).hasAttribute("data-points", "5000");
    page.waitForTimeout(300);
    BufferedImage seen = picture(page.locator(".preview .scatter"));
    int paperColour = seen.getRGB(4, 4);
    for (int x : new int[] {1, seen.getWidth() - 2}) {
      for (int line = 20; line < seen.getHeight() - 20; line++) {
        assertThat(Painted.far(seen.getRGB(x, line), paperColour))
            .as("a point on the edge, at %d, %d", x, line)
            .isFalse();
      }
    }
  }

  @Test
  void aServerThatIsGoneIsToldAndAskedAgain() {
    explore("roll");
    Locator banner = page.locator(".lostbanner");
    assertThat(banner).isHidden();
    page.route("**/api/**", Route::abort);
    page.getByLabel("Find an image by its number").fill("7");
    page.keyboard().press("Enter");
    assertThat(banner).containsText("does not answer");
    assertThat(page.locator(".pair canvas.missing")).not().hasCount(0);
    go("#/run/named");
    assertThat(page.locator(".state.wrong")).containsText("does not answer");
    page.unroute("**/api/**");
    // It may have asked by itself, and be away.
    banner.locator("button").dispatchEvent("click");
    assertThat(banner).isHidden();
    page.locator(".scatter[data-ready]").waitFor();
    go("#/run/roll?pin=7");
    page.locator(".scatter[data-ready]").waitFor();
    page.route("**/images/**", Route::abort);
    page.route("**/decode", Route::abort);
    page.reload();
    assertThat(banner).isVisible();
    page.unroute("**/images/**");
    page.unroute("**/decode");
    banner.locator("button").dispatchEvent("click");
    assertThat(page.locator(".pair canvas.missing")).hasCount(0);
    heard.complaints().removeIf(complaint -> complaint.contains("ERR_FAILED"));
  }

  @Test
  void longClassNamesKeepTheGridOfNeighbours() {
    go("#/run/named?pin=7");
    Locator near = page.locator(".neighbours");
    assertThat(page.locator(".neighbour")).hasCount(12);
    assertThat(near).containsText("Rhinoceros");
    BoundingBox grid = near.boundingBox();
    BoundingBox card = page.getByLabel("Pinned image").boundingBox();
    assertThat(grid.x + grid.width).isLessThanOrEqualTo(card.x + card.width);
    double width = page.locator(".neighbour").first().boundingBox().width;
    for (Locator each : page.locator(".neighbour").all()) {
      BoundingBox box = each.boundingBox();
      assertThat(box.width).isCloseTo(width, org.assertj.core.api.Assertions.within(1.0));
      assertThat(box.x + box.width).isLessThanOrEqualTo(card.x + card.width);
    }
    assertThat((Integer) near.evaluate("grid => grid.scrollWidth - grid.clientWidth")).isZero();
    assertThat(page.locator(".neighbour").first())
        .hasAttribute("title", Pattern.compile("Rhinoceros unicornis \\d, number.*"));
  }

  private static BufferedImage picture(Locator of) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(of.screenshot()));
  }
}
