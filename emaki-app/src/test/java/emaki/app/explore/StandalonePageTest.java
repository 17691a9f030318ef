package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import emaki.app.explore.TestBrowser.Heard;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.model.Autoencoder;
import emaki.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that carries its run, opened from disk by a browser without a network. */
final class StandalonePageTest {
  @TempDir static Path root;
  private static TestBrowser browser;
  private static RunFolder roll;
  private static RunFolder plain;

  private Heard heard;
  private Page page;

  @BeforeAll
  static void start() throws Exception {
    browser = TestBrowser.get();
    ExploredRuns.train(root.resolve("roll"), "swiss-roll", 3);
    ExploredRuns.train(root.resolve("plain"), "none", 6);
    roll = RunFolder.open(root.resolve("roll"));
    plain = RunFolder.open(root.resolve("plain"));
    ExploredRuns.cluster(roll);
    Files.writeString(roll.labelsFile(), "row,file,name\n3,,mine\n5,,mine\n");
  }

  @BeforeEach
  void open() {
    heard = TestBrowser.heard();
    page = browser.offlinePage(heard);
  }

  @AfterEach
  void askedNobodyAndSaidNothing() {
    page.context().close();
    assertThat(heard.complaints()).as("what the browser's console said").isEmpty();
    assertThat(heard.requests()).allMatch(url -> url.matches("(file|data|blob):.*"));
  }

  private StandalonePage.Written show(RunFolder run, int points) throws Exception {
    Path file = root.resolve("page.html");
    StandalonePage.Written written = StandalonePage.write(run, file, points);
    assertThat(written.bytes()).isEqualTo(Files.size(file));
    page.navigate(file.toUri().toString());
    page.locator(".scatter[data-ready]").waitFor();
    return written;
  }

  @Test
  void showsAllPointsTheirImagesAndTheirMap() throws Exception {
    assertThat(show(roll, Integer.MAX_VALUE).points()).isEqualTo(ExploredRuns.IMAGES);
    assertThat(page.locator("output.points")).hasText("350 of 350 points");
    assertThat(page.locator(".partial")).hasCount(0);
    find(7);
    assertThat(page.getByLabel("Pinned image").locator("h2")).hasText("Image 7");
    assertPixels(7);
    page.locator("[data-action=probe]").click();
    assertThat(page.locator("canvas.map")).hasAttribute("data-ready", "true");
    Locator decoded = page.locator(".probe canvas.image");
    assertThat(decoded).hasAttribute("data-latent", Pattern.compile(".+"));
    String before = decoded.getAttribute("data-latent");
    page.locator("canvas.map").hover();
    assertThat(decoded).not().hasAttribute("data-latent", before);
    page.locator("#colour").selectOption("cluster");
    assertThat(page.locator(".entry")).hasCount(10);
    page.locator("#clustering").selectOption("four");
    assertThat(page.locator(".entry")).hasCount(4);
    page.locator("#colour").selectOption("given");
    assertThat(page.locator(".entry").nth(1)).hasText(Pattern.compile("mine\\s*2"));
    assertThat(page.locator(".outcome summary"))
        .hasText(new String[] {"Figures", "Curves of training", "Settings", "Make it again"});
    page.locator("#colour").selectOption("error");
    assertThat(page.locator(".ramp")).isVisible();
    page.waitForURL(Pattern.compile(".*#/run/roll.*colour=error.*"));
    page.reload();
    assertThat(page.locator(".ramp")).isVisible();
  }

  @Test
  void decodesAsTheLibraryDoes() throws Exception {
    show(roll, 10);
    float[] latents = {0, 0, 0, 1, -2, 3, -12.5f, 7.25f, 20};
    Object answer = page.evaluate("z => emaki.decode(z)", toList(latents));
    try (Autoencoder model = Autoencoder.load(roll.modelFile(), 2)) {
      float[] expected = model.decode(latents);
      List<?> values = (List<?>) answer;
      assertThat(values).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat(((Number) values.get(i)).doubleValue())
            .as("value %d", i)
            .isCloseTo(expected[i], within(1e-4));
      }
    }
  }

  @Test
  void fewerPointsAreSaidToBeFewer() throws Exception {
    StandalonePage.Written written = show(roll, 100);
    assertThat(written.points()).isEqualTo(100);
    assertThat(written.of()).isEqualTo(350);
    assertThat(page.locator("output.points")).hasText("100 of 350 points");
    assertThat(page.locator(".partial")).containsText("100 of its 350 points, drawn at random");
    Drawn drawn = Drawn.atMost(100, 350);
    assertThat(drawn.rows()).hasSize(100).doesNotHaveDuplicates().isSorted();
    int number = drawn.rows()[60];
    find(number);
    assertThat(page.getByLabel("Pinned image").locator("h2")).hasText("Image " + number);
    assertPixels(number);
    page.locator("[data-action=film]").click();
    assertThat(page.locator("output.points")).hasText(Pattern.compile("\\d validation points"));
    page.setViewportSize(360, 740);
    page.waitForCondition(
        () -> Boolean.TRUE.equals(page.evaluate("document.body.scrollWidth <= innerWidth")));
    assertThat(page.locator(".partial")).isInViewport();
  }

  @Test
  void plainSpacesOfMoreDimensionsAreShownToo() throws Exception {
    show(plain, Integer.MAX_VALUE);
    assertThat(page.getByLabel("Principal axes (PCA)")).isChecked();
    page.locator("[data-action=film]").click();
    assertThat(page.locator("output.points")).hasText("30 validation points");
    page.locator(".film button.primary").click();
    assertThat(page.locator(".film output")).hasText("epoch 5 of 5");
  }

  @Test
  void whatIsNoPageIsNotReplaced() throws Exception {
    Path file = root.resolve("notes.txt");
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> StandalonePage.write(roll, file, 10))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("notes.txt");
    assertThat(file).hasContent("mine");
  }

  @Test
  void tellsNothingOfTheMachine() throws Exception {
    Path file = root.resolve("private.html");
    StandalonePage.write(roll, file, 10);
    assertThat(Files.readString(file)).doesNotContain("\"machine\"").doesNotContain("\"source\"");
  }

  private void find(int number) {
    page.getByLabel("Find an image by its number").fill(String.valueOf(number));
    page.keyboard().press("Enter");
  }

  /** The pinned original is the data set's image of that number. */
  private void assertPixels(int number) {
    ImageSet images = Datasets.load("kana:300", DatasetOptions.DEFAULT).images();
    byte[] wanted = new byte[images.values()];
    images.copyBytes(number, wanted, 0);
    List<Integer> expected = new ArrayList<>();
    for (byte value : wanted) {
      expected.add(value & 0xff);
    }
    String read =
        "() => { const canvas = document.querySelector('.pair figure:first-child canvas');"
            // By a copy: a browser warns whoever reads a canvas again and again.
            + " const copy = document.createElement('canvas').getContext('2d');"
            + " if (!canvas.width) return null;"
            + " copy.drawImage(canvas, 0, 0);"
            + " return [...copy.getImageData(0, 0, 28, 28).data].filter((_, i) => i % 4 === 0); }";
    page.waitForCondition(() -> expected.equals(page.evaluate(read)));
  }

  private static List<Double> toList(float[] values) {
    List<Double> list = new ArrayList<>();
    for (float value : values) {
      list.add((double) value);
    }
    return list;
  }
}
