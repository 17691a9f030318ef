package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
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
import org.junit.jupiter.api.Test;

/** The pages in a real browser, used as a person uses them. */
final class ExplorerPageTest extends BrowserTest {
  @Override
  void makeRuns() throws Exception {
    ExploredRuns.make(root);
  }

  @Test
  void neighboursAreSelectedAndSeenWhole() {
    explore("roll");
    assertThat(page.title()).isEqualTo("roll – emaki");
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

  /** Of the run beside the prior's own, and of the clustering that is looked at. */
  @Test
  void figuresAreOfTheRunAndOfTheClusteringThatIsChosen() {
    explore("roll");
    Locator figures = page.locator(".figures");
    assertThat(figures.locator("table").first()).isHidden();
    figures.locator("summary").click();
    assertThat(figures.locator("table").first().locator("tbody th"))
        .hasText(new String[] {"error", "divergence", "1-NN", "covered", "off", "sliced W2"});
    assertThat(figures.locator("table").first().locator("td.number:not(:empty)")).hasCount(17);
    assertThat(figures).containsText("kmeans:k=10");
    assertThat(figures.locator("table").nth(1).locator("tbody th").last()).hasText("silhouette");
    page.locator("#clustering").selectOption("four");
    assertThat(figures).containsText("kmeans:k=4");
  }

  @Test
  void coloursByErrorDensityClusterAndAgreement() {
    explore("roll");
    page.locator("#colour").selectOption("agreement");
    assertThat(page.locator(".legend")).containsText("class matches its cluster");
    page.locator("#colour").selectOption("cluster");
    assertThat(page.locator(".entry")).hasCount(10);
    page.locator("#colour").selectOption("error");
    assertThat(page.locator(".ramp")).isVisible();
    String errors = page.locator(".legend").textContent();
    page.locator("#colour").selectOption("density");
    assertThat(page.locator(".ramp")).isVisible();
    assertThat(page.locator(".legend")).not().hasText(errors);
  }

  /** The one made last unless another is chosen, which the address then names. */
  @Test
  void coloursByAnyClustering() {
    explore("roll");
    page.locator("#colour").selectOption("cluster");
    assertThat(page.locator("#clustering")).hasValue("kmeans");
    page.locator("#clustering").selectOption("four");
    assertThat(page.locator(".entry")).hasCount(4);
    page.waitForURL(Pattern.compile(".*clustering=four.*"));
    page.reload();
    assertThat(page.locator(".entry")).hasCount(4);
    assertThat(page.locator("#clustering")).hasValue("four");
    page.locator("#clustering").selectOption("kmeans");
    assertThat(page.locator(".entry")).hasCount(10);
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
    // What was found is seen, covered neither by the panel nor by its card.
    find(7);
    assertThat(page.locator(".look")).isHidden();
    page.waitForTimeout(300);
    BoundingBox ring = page.locator(".ring.pinned").boundingBox();
    BoundingBox card = page.getByLabel("Pinned image").boundingBox();
    assertThat(ring.y).isPositive();
    assertThat(ring.y + ring.height).isLessThanOrEqualTo(card.y);
    BoundingBox tools = page.locator(".toolbar").boundingBox();
    assertThat(tools.x).isGreaterThanOrEqualTo(0);
    assertThat(tools.x + tools.width).isLessThanOrEqualTo(360);
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
