package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import emaki.app.TrainForm;
import emaki.app.explore.TestBrowser.Heard;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.experiment.RunStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, used as a person uses them. */
final class ExplorerPageTest {
  @TempDir static Path root;
  private static Explorer explorer;
  private static TestBrowser browser;

  private Page page;
  private final Heard heard = TestBrowser.heard();

  @BeforeAll
  static void start() throws Exception {
    browser = TestBrowser.start();
    ExploredRuns.make(root);
    explorer = Explorer.start(new RunStore(root), 0, new TrainForm());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (explorer != null) {
      explorer.close();
    }
  }

  @BeforeEach
  void open() {
    show(1280, 800);
  }

  @AfterEach
  void noComplaints() {
    page.close();
    assertThat(heard.complaints()).as("what the browser's console said").isEmpty();
  }

  private void show(int width, int height) {
    if (page != null) {
      page.close();
    }
    page = browser.page(width, height, heard);
  }

  private void go(String hash) {
    page.navigate(explorer.address() + hash);
  }

  private void explore(String run) {
    go("#/run/" + run);
    page.locator(".scatter[data-ready]").waitFor();
  }

  @Test
  void neighboursAreSelectedAndSeenWhole() {
    explore("roll");
    assertThat((String) page.title()).isEqualTo("roll – emaki");
    find(7);
    page.getByText("Select", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".selection h2")).hasText("13 selected");
    page.getByText("Isolate").click();
    assertThat(page.locator("output.points")).hasText("13 of 350 points");
    double apart = apart();
    page.locator("[data-action=home]").click();
    page.waitForURL(Pattern.compile(".*camera=.*"));
    assertThat(apart()).isGreaterThan(2 * apart);
    page.getByText("Isolate").click();
    page.locator("[data-action=home]").click();
    page.waitForURL(url -> !url.contains("camera="));
  }

  /** How far the last of the neighbours is from the pinned point on the screen. */
  private double apart() {
    double[] pinned = centre(".ring.pinned");
    double[] last = centre(".ring.near >> nth=11");
    return Math.hypot(pinned[0] - last[0], pinned[1] - last[1]);
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
  void columnsInWhichRunsDifferAreShownAndWhatWasChosenIsRemembered() throws Exception {
    go("");
    Locator head = page.locator("thead");
    assertThat(head).containsText("prior");
    assertThat(head).containsText("status");
    assertThat(head).not().containsText("data");
    assertThat(head).not().containsText("patience");
    page.locator(".menu summary").click();
    choice("learning rate").click();
    choice("divergence · floor").click();
    assertThat(head).containsText("learning rate");
    assertThat(head).not().containsText("divergence · floor");
    page.reload();
    assertThat(head).containsText("learning rate");
    // What is hidden stays hidden when runs begin to differ otherwise; what is not chosen follows.
    Path late = Files.createDirectories(root.resolve("other"));
    String record = Files.readString(root.resolve("ring/run.json"));
    Files.writeString(
        late.resolve("run.json"),
        record.replaceFirst("\"patience\"\\s*:\\s*\\d+", "\"patience\": 7"));
    assertThat(head).containsText("patience");
    assertThat(head).not().containsText("divergence · floor");
    Files.delete(late.resolve("run.json"));
    assertThat(head).not().containsText("patience");
    page.locator(".menu summary").click();
    page.getByText("Only where runs differ").click();
    assertThat(head).not().containsText("learning rate");
    assertThat(head).containsText("divergence · floor");
  }

  private Locator choice(String column) {
    return page.locator(".choices label").filter(new Locator.FilterOptions().setHasText(column));
  }

  @Test
  void hoverAndPinShowTheRightImages() throws Exception {
    explore("roll");
    assertThat(page.locator("output.points")).hasText("350 of 350 points");
    assertThat(coloured(page.locator(".scatter").screenshot())).isGreaterThan(500);
    find(7);
    assertThat(page.getByLabel("Pinned image").locator("h2")).hasText("Image 7");
    hoverRing(".ring.pinned");
    assertThat(page.locator(".tip")).isVisible();
    int row = number(page.locator(".tip").textContent());
    assertThat(page.locator(".ring.hovered")).isVisible();
    assertPixels(".tip canvas", row);
    assertPixels(".pair figure:first-child canvas", 7);
    assertThat(page.locator(".neighbour")).hasCount(12);
    page.locator(".neighbour").first().click();
    assertThat(page.getByLabel("Pinned image").locator("h2")).not().hasText("Image 7");
    page.keyboard().press("Escape");
    assertThat(page.locator(".pair")).hasCount(1);
    assertThat(page.locator(".pair")).isHidden();
  }

  @Test
  void filtersAndSelectionAndTheirAddress() throws Exception {
    explore("roll");
    page.locator(".entry").first().click();
    assertThat(page.locator("output.points")).not().hasText("350 of 350 points");
    page.locator(".entry").first().press("Enter");
    assertThat(page.locator("output.points")).hasText("350 of 350 points");
    assertThat(page.locator(".entry").first()).isFocused();
    page.locator("[data-tool=box]").click();
    drag(420, 60, 860, 660);
    Locator title = page.locator(".selection h2");
    assertThat(title).containsText("selected");
    int selected = number(title.textContent());
    assertThat(selected).isBetween(100, 350);
    page.getByText("Isolate").click();
    assertThat(page.locator("output.points")).hasText(selected + " of 350 points");
    Download download = page.waitForDownload(() -> page.getByText("Save CSV").click());
    Path csv = root.resolve("selection.csv");
    download.saveAs(csv);
    assertThat(Files.readAllLines(csv))
        .hasSize(selected + 1)
        .first()
        .asString()
        .startsWith("row,label,class,split,cluster,z1");
    page.waitForURL(Pattern.compile(".*isolated=1.*"));
    String address = page.url();
    go("");
    page.locator("tr[data-run]").first().waitFor();
    page.navigate(address);
    assertThat(page.locator("output.points")).hasText(selected + " of 350 points");
    Files.writeString(csv, "row\n3\n4\n");
    page.locator(".look input[type=file]").setInputFiles(csv);
    assertThat(title).hasText("2 selected");
    Files.delete(csv);
  }

  @Test
  void coloursByErrorClusterAndAgreement() {
    explore("roll");
    page.locator("#colour").selectOption("agreement");
    assertThat(page.locator(".legend")).containsText("class matches its cluster");
    page.locator("#colour").selectOption("cluster");
    assertThat(page.locator(".entry")).hasCount(10);
    page.locator("#colour").selectOption("error");
    assertThat(page.locator(".ramp")).isVisible();
  }

  @Test
  void imagesAreDrawnInThePlaceOfDots() throws Exception {
    explore("ring");
    int before = dark(page.locator(".scatter").screenshot());
    page.getByLabel("Images instead of dots").check();
    page.waitForCondition(() -> dark(page.locator(".scatter").screenshot()) > before + 10_000);
  }

  @Test
  void theProbeDecodesWhereItIsDragged() {
    explore("roll");
    page.locator("[data-action=probe]").click();
    Locator image = page.locator(".probe canvas.image");
    assertThat(image).hasAttribute("data-latent", Pattern.compile(".+"));
    String before = image.getAttribute("data-latent");
    BoundingBox handle = page.locator(".handle").boundingBox();
    drag(handle.x + 13, handle.y + 13, handle.x + 90, handle.y - 40);
    assertThat(image).not().hasAttribute("data-latent", before);
    String dragged = image.getAttribute("data-latent");
    assertThat(page.locator("canvas.map")).hasAttribute("data-ready", "true");
    page.locator("canvas.map").hover();
    assertThat(image).not().hasAttribute("data-latent", dragged);
    assertThat(page.locator(".probe")).containsText("downwards: angle");
    // Its handle is no place to begin a lasso, nor to pin the point behind it.
    page.locator("[data-action=probe]").click();
    page.locator("[data-action=probe]").click();
    assertThat(image).hasAttribute("data-latent", before);
    page.locator("[data-tool=lasso]").click();
    String there = image.getAttribute("data-latent");
    handle = page.locator(".handle").boundingBox();
    page.mouse().click(handle.x + 13, handle.y + 13);
    drag(handle.x + 13, handle.y + 13, handle.x - 40, handle.y + 60);
    assertThat(image).not().hasAttribute("data-latent", there);
    assertThat(page.locator(".selection")).isHidden();
    Locator pinned = page.getByLabel("Pinned image").locator("h2");
    assertThat(pinned).isHidden();
    // What is asked for comes into sight, whatever else is open.
    find(7);
    assertThat(pinned).isInViewport();
    page.locator("[data-tool=box]").click();
    drag(420, 60, 860, 660);
    assertThat(page.locator(".selection h2")).isInViewport();
  }

  @Test
  void slidesBetweenTwoImages() {
    explore("roll");
    find(7);
    page.getByText("Slide to …").click();
    clickRing(".ring.near >> nth=11");
    assertThat(page.locator(".slide .strip canvas")).hasCount(11);
    page.waitForURL(Pattern.compile(".*slide=7.*"));
  }

  @Test
  void trainingPlaysAsAFilm() {
    explore("ring");
    page.locator("[data-action=film]").click();
    assertThat(page.locator("output.points")).hasText("30 validation points");
    page.locator(".film button.primary").click();
    assertThat(page.locator(".film output")).hasText("epoch 5 of 5");
    assertThat(page.locator(".film .u-over")).isVisible();
    page.getByLabel("Close the film").click();
    assertThat(page.locator("output.points")).hasText("350 of 350 points");
  }

  @Test
  void moreDimensionsAreShownOnPrincipalAxesOrChosenOnes() {
    explore("plain");
    assertThat(page.getByLabel("Principal axes (PCA)")).isChecked();
    page.getByLabel("Dimension on axis x").selectOption("4");
    assertThat(page.getByLabel("Principal axes (PCA)")).not().isChecked();
    page.waitForURL(Pattern.compile(".*axes=4.*"));
  }

  @Test
  void narrowScreensHaveEverything() {
    show(360, 740);
    explore("roll");
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360);
    assertThat(page.locator(".look")).isHidden();
    page.locator(".tool.narrow").click();
    assertThat(page.locator(".look")).isVisible();
    // What is pinned is seen, not covered by its card.
    find(7);
    page.locator(".tool.narrow").click();
    page.waitForTimeout(300);
    BoundingBox ring = page.locator(".ring.pinned").boundingBox();
    BoundingBox card = page.getByLabel("Pinned image").boundingBox();
    assertThat(ring.y).isPositive();
    assertThat(ring.y + ring.height).isLessThanOrEqualTo(card.y);
    BoundingBox tools = page.locator(".toolbar").boundingBox();
    assertThat(tools.x).isGreaterThanOrEqualTo(0);
    assertThat(tools.x + tools.width).isLessThanOrEqualTo(360);
  }

  @Test
  void whatIsNotThereIsSaid() {
    go("#/run/nowhere");
    assertThat(page.locator(".state.wrong")).containsText("There is no such run here.");
    heard.complaints().removeIf(complaint -> complaint.contains("404"));
  }

  private void find(int row) {
    page.getByLabel("Find an image by its number").fill(String.valueOf(row));
    page.keyboard().press("Enter");
  }

  private void hoverRing(String ring) {
    double[] at = centre(ring);
    page.mouse().move(at[0], at[1]);
  }

  private void clickRing(String ring) {
    double[] at = centre(ring);
    page.mouse().click(at[0], at[1]);
  }

  private double[] centre(String ring) {
    BoundingBox box = page.locator(ring).boundingBox();
    return new double[] {box.x + box.width / 2, box.y + box.height / 2};
  }

  private void drag(double fromX, double fromY, double toX, double toY) {
    page.mouse().move(fromX, fromY);
    page.mouse().down();
    page.mouse()
        .move(
            (fromX + toX) / 2,
            (fromY + toY) / 2,
            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(4));
    page.mouse().move(toX, toY, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(4));
    // What follows the pointer does so once a frame.
    page.waitForTimeout(200);
    page.mouse().up();
  }

  /** The canvas shows the image of that row, pixel for pixel. */
  private void assertPixels(String canvas, int row) {
    String read = "selector => document.querySelector(selector).toDataURL()";
    page.waitForCondition(() -> dark(bytes(page.evaluate(read, canvas))) < 28 * 28);
    BufferedImage drawn = image(bytes(page.evaluate(read, canvas)));
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < 28 * 28; i++) {
      shown.add(drawn.getRGB(i % 28, i / 28) & 0xff);
    }
    ImageSet images = Datasets.load("kana:300", DatasetOptions.DEFAULT).images();
    byte[] wanted = new byte[images.values()];
    images.copyBytes(row, wanted, 0);
    List<Integer> expected = new ArrayList<>();
    for (byte value : wanted) {
      expected.add(value & 0xff);
    }
    assertThat(shown).as("pixels of image %d", row).isEqualTo(expected);
  }

  private static int number(String text) {
    Matcher matcher = Pattern.compile("(?:number )?(\\d+)").matcher(text.replace(",", ""));
    assertThat(matcher.find()).as(text).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  /** Pixels that have a colour, as paper and ink have none. */
  private static int coloured(byte[] png) {
    return count(png, (least, most) -> most - least > 60);
  }

  /** Pixels as black as the ground of the images. */
  private static int dark(byte[] png) {
    return count(png, (least, most) -> most < 110);
  }

  private static byte[] bytes(Object dataUrl) {
    return Base64.getDecoder().decode(dataUrl.toString().replaceFirst("^[^,]*,", ""));
  }

  private static BufferedImage image(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pixels by their least and greatest channel. */
  private static int count(byte[] png, BiPredicate<Integer, Integer> test) {
    BufferedImage image = image(png);
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        int least = Math.min(red, Math.min(green, blue));
        count += test.test(least, Math.max(red, Math.max(green, blue))) ? 1 : 0;
      }
    }
    return count;
  }
}
