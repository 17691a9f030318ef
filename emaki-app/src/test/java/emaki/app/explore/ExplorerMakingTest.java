package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.run.Json;
import emaki.run.RunLock;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What is made in the pages: priors, trainings, images of one's own. */
final class ExplorerMakingTest extends BrowserTest {
  private static final int TRAINING_MILLIS = 180_000;

  @Override
  void makeRuns() throws Exception {
    ExploredRuns.train(root.resolve("ring"), "ring", 2);
    ExploredRuns.train(root.resolve("plain"), "none", 6);
    ExploredRuns.classify(root.resolve("ring"), root.resolve("ring/classifier"));
  }

  @Test
  void aPriorIsDrawnErasedTakenBackAndStandsInTheAddress() {
    go("#/prior");
    Locator paper = page.locator(".paper");
    Locator preview = page.locator(".preview");
    assertThat(preview).containsText("Nothing drawn yet.");
    assertThat(page.getByText("Save", new Page.GetByTextOptions().setExact(true))).isDisabled();
    stroke(paper, 0.2, 0.5, 0.8, 0.5);
    assertThat(preview).hasAttribute("data-points", "5000");
    page.waitForURL(Pattern.compile(".*draw=p.*"));
    String drawn = page.url();
    long ink = ink();
    page.locator("[data-tool=eraser]").click();
    stroke(paper, 0.5, 0.2, 0.5, 0.8);
    assertThat(ink()).isLessThan(ink);
    page.getByText("Undo").click();
    page.waitForCondition(() -> ink() == ink);
    // The address follows a moment later.
    page.waitForCondition(() -> page.url().equals(drawn));
    page.reload();
    assertThat(preview).hasAttribute("data-points", "5000");
    page.waitForCondition(() -> ink() == ink);
    page.getByText("Clear").click();
    assertThat(preview).containsText("Nothing drawn yet.");
    // The keys alone do as well.
    page.locator("[data-tool=pen]").click();
    paper.focus();
    page.keyboard().press("Space");
    for (int i = 0; i < 10; i++) {
      page.keyboard().press("ArrowRight");
    }
    page.keyboard().press("Space");
    assertThat(preview).hasAttribute("data-points", "5000");
    page.keyboard().press("Control+z");
    assertThat(preview).containsText("Nothing drawn yet.");
  }

  @Test
  void darkPixelsOfAPictureBecomePointsInUnits() throws Exception {
    go("#/prior");
    page.getByText("flat, 2-D").click();
    page.getByLabel("Width in latent units").fill("8");
    BufferedImage picture = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 60, 60);
    g.setColor(Color.BLACK);
    g.fillRect(0, 0, 30, 30);
    g.dispose();
    drop("body .priorview", png(picture));
    assertThat(page.locator(".preview")).hasAttribute("data-points", "5000");
    page.getByLabel("Name").fill("quarter");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".savedas")).containsText("priors/quarter.npz: 5,000 points");
    NpyArray points = Npz.readOne(root.resolve("priors/quarter.npz"), "points");
    assertThat(points.shape()).containsExactly(5000, 2);
    for (int i = 0; i < 5000; i++) {
      assertThat(points.floats()[2 * i]).isBetween(-4f, 0.1f);
      assertThat(points.floats()[2 * i + 1]).isBetween(-0.1f, 4f);
    }
    drop("body .priorview", ExplorerGuardTest.headOfPng(30_000, 30_000));
    assertThat(page.locator("#notice")).containsText("at most 64 million pixels");
    page.getByLabel("Name").fill("../out");
    page.getByLabel("Width in latent units").fill("9");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".step > .fault")).not().isEmpty();
    heard.complaints().removeIf(complaint -> complaint.contains("status of 4"));
  }

  /** From the drawing through a refusal to a run that is left alone, cancelled and resumed. */
  @Test
  void aRunIsTrainedTowardsADrawing() {
    go("#/prior");
    stroke(page.locator(".paper"), 0.2, 0.3, 0.8, 0.7);
    page.getByLabel("Name").fill("line");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    Locator command = page.locator(".planned code");
    assertThat(command).containsText("emaki train --data kana --prior points:");
    fill("data", "kana:600");
    fill("sigma", "-1");
    Locator sigma =
        page.locator(".field", new Page.LocatorOptions().setHas(page.locator("#option-sigma")));
    assertThat(sigma.locator(".fault")).containsText("expected a width from 1e-9 to 1e9");
    assertThat(page.locator(".trainform button.primary")).isDisabled();
    fill("sigma", "2");
    fill("epochs", "70");
    fill("out", "towards");
    page.getByText("More options").click();
    fill("hidden", "48");
    fill("batch-size", "20");
    fill("patience", "0");
    fill("threads", "1");
    // What was filled in last.
    assertThat(command).containsText("--threads 1 --out " + root.resolve("towards"));
    assertThat(command).containsText("--sigma 2 ");
    page.locator(".planned button").click();
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(command.textContent());
    page.locator(".trainform button.primary").click();
    assertThat(page.locator(".started li[data-run=towards]")).containsText("running");
    // The film plays as long as it trains, and the processor imitates the graphics.
    show(900, 640);
    go("");
    page.locator("tr[data-run=towards] td.name a").click();
    assertThat(page.locator(".snapshots"))
        .hasAttribute("data-epoch", Pattern.compile("[2-9]|\\d\\d"));
    assertThat(page.locator(".curves figure")).hasCount(2);
    page.getByText("Cancel").click();
    page.getByText("Resume").click();
    assertThat(page.getByText("Cancel")).isVisible();
    // Finished, the page becomes its space. Training takes as long as the machine's other work lets
    // it.
    page.locator(".scatter[data-ready]")
        .waitFor(new Locator.WaitForOptions().setTimeout(TRAINING_MILLIS));
    assertThat(page.locator("output.points")).hasText("700 of 700 points");
  }

  /** By the keys alone, while the table is repainted again and again. */
  @Test
  void aRowIsCancelledAndResumed() throws Exception {
    RawHttp http = new RawHttp(explorer.address());
    String token = Json.MAPPER.readTree(http.get("/api/session").body()).path("token").asText();
    Map<String, String> options =
        Map.of(
            "data",
            "kana:600",
            "epochs",
            "5000",
            "hidden",
            "48",
            "patience",
            "0",
            "threads",
            "1",
            "out",
            "long");
    http.post(
        "/api/train", Json.MAPPER.writeValueAsBytes(options), Guard.TOKEN_HEADER + ": " + token);
    go("");
    Locator row = page.locator("tr[data-run=long]");
    Locator control = row.locator("button.control");
    assertThat(control).hasAttribute("data-control", "cancel");
    row.focus();
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(control).hasAttribute("data-control", "resume");
    assertThat(control).isFocused();
    page.keyboard().press("Enter");
    assertThat(control).hasAttribute("data-control", "cancel");
    page.getByText("Transpose").click();
    Locator turned = page.locator(".turned button.control");
    assertThat(turned).hasText("Cancel");
    turned.click();
    assertThat(turned).hasText("Resume");
  }

  /** A run that another process trains cannot be stopped from here, but the page says how. */
  @Test
  void aRunThatWasStartedElsewhereSaysHowItIsStopped() throws Exception {
    Path folder = Files.createDirectories(root.resolve("elsewhere"));
    String record = Files.readString(root.resolve("ring/run.json"));
    try (RunLock held = RunLock.of(folder, folder.resolve("checkpoints/lock"))) {
      Files.writeString(folder.resolve("run.json"), record.replace("\"finished\"", "\"running\""));
      go("");
      Locator control = page.locator("tr[data-run=elsewhere] button.control");
      assertThat(control).hasAttribute("data-control", "elsewhere");
      control.click();
      assertThat(page.locator("#notice")).containsText("press Ctrl-C where it runs");
      assertThat(page.locator("table.runs")).isVisible();
    }
    assertThat(page.locator("tr[data-run=elsewhere] button.control"))
        .hasAttribute("data-control", "resume");
    Files.delete(folder.resolve("run.json"));
    assertThat(page.locator("tr[data-run=elsewhere]")).hasCount(0);
  }

  @Test
  void anOwnImageIsDrawnPlacedReconstructedAndNamed() throws Exception {
    explore("ring");
    page.locator("[data-action=own]").click();
    stroke(page.locator(".own .paper"), 0.3, 0.3, 0.7, 0.7);
    Locator result = page.locator(".own .result");
    assertThat(result).isVisible();
    assertThat(page.locator(".ownmark .diamond")).isVisible();
    assertThat(page.locator(".own .neighbour")).hasCount(12);
    assertThat(page.locator(".probabilities li")).hasCount(5);
    assertThat(page.locator(".ownmark line").first()).isVisible();
    page.waitForURL(Pattern.compile(".*own=.*"));
    String latent = result.getAttribute("data-latent");
    page.reload();
    assertThat(result).hasAttribute("data-latent", latent);
    page.getByText("Invert").click();
    assertThat(result).not().hasAttribute("data-latent", latent);
    BufferedImage white = new BufferedImage(50, 50, BufferedImage.TYPE_BYTE_GRAY);
    paste(png(white));
    assertThat(page.locator(".own figcaption").first()).hasText("resized");
    page.locator(".own .neighbour").first().click();
    assertThat(page.getByLabel("Pinned image").locator("h2")).containsText("Image");
    page.locator(".own input[type=file]")
        .setInputFiles(
            new FilePayload("huge.png", "image/png", ExplorerGuardTest.headOfPng(30_000, 30_000)));
    assertThat(page.locator(".own .fault")).containsText("30000 x 30000");
    assertThat(page.locator(".own .fault")).not().containsText("folder");
    assertThat(page.locator(".ownmark .diamond")).isHidden();
    heard.complaints().removeIf(complaint -> complaint.contains("422"));
  }

  @Test
  void anOwnImageStandsOnPrincipalAxesToo() throws Exception {
    explore("plain");
    drop(".space", png(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY)));
    assertThat(page.locator(".ownmark .diamond")).isVisible();
    assertThat(page.locator(".own .result")).containsText("emaki classify");
    page.getByLabel("Put your image away").click();
    assertThat(page.locator(".ownmark .diamond")).isHidden();
  }

  @Test
  void narrowScreensHaveEverything() {
    show(360, 740);
    for (String[] view :
        new String[][] {
          {"#/prior", ".preview"},
          {"#/runs?turned=1", ".turned td.name"},
          {"#/run/ring", ".toolbar"}
        }) {
      String hash = view[0];
      go(hash);
      page.locator(view[1]).first().waitFor();
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .as(hash)
          .isLessThanOrEqualTo(360);
    }
    assertThat(page.locator("[data-action=own]")).isVisible();
    BoundingBox tools = page.locator(".toolbar").boundingBox();
    assertThat(tools.x).isGreaterThanOrEqualTo(0);
    assertThat(tools.x + tools.width).isLessThanOrEqualTo(360);
  }

  private void fill(String option, String value) {
    page.locator("#option-" + option).fill(value);
  }

  /** Presses, moves and lets go, in shares of a canvas. */
  private void stroke(Locator canvas, double fromX, double fromY, double toX, double toY) {
    BoundingBox box = canvas.boundingBox();
    page.mouse().move(box.x + fromX * box.width, box.y + fromY * box.height);
    page.mouse().down();
    page.mouse()
        .move(
            box.x + toX * box.width,
            box.y + toY * box.height,
            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
    page.mouse().up();
  }

  /** How much ink there is. */
  private long ink() {
    Object sum =
        page.evaluate(
            "() => { const c = document.querySelector('.paper'); const d ="
                + " c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let s = 0;"
                + " for (let i = 3; i < d.length; i += 4) s += d[i]; return s; }");
    return ((Number) sum).longValue();
  }

  private void drop(String on, byte[] file) {
    page.locator(on).waitFor();
    page.evaluate(
        TRANSFER
            + "; document.querySelector('"
            + on
            + "').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true,"
            + " cancelable: true})); }",
        Base64.getEncoder().encodeToString(file));
  }

  private void paste(byte[] file) {
    page.evaluate(
        TRANSFER + "; window.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data})); }",
        Base64.getEncoder().encodeToString(file));
  }

  private static final String TRANSFER =
      "text => { const data = new DataTransfer(); data.items.add(new"
          + " File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], 'a.png', {type:"
          + " 'image/png'}))";

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
