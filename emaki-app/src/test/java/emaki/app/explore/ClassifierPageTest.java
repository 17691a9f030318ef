package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import emaki.data.Split;
import emaki.run.Predictions;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A classifier's page, and that of a run which has one, and labels, in its folder. */
final class ClassifierPageTest extends BrowserTest {
  private Predictions said;

  @Override
  void makeRuns() throws Exception {
    Path ring = root.resolve("ring");
    ExploredRuns.train(ring, "ring", 2);
    ExploredRuns.classify(ring, root.resolve("judge"));
    Path own = ring.resolve("classifier");
    Files.createDirectories(own.resolve("figures"));
    for (String part :
        List.of("run.json", "classification.json", "predictions.npz", "figures/confusion.png")) {
      Files.copy(root.resolve("judge").resolve(part), own.resolve(part));
    }
    Files.writeString(ring.resolve("labels.csv"), "row,file,name\n3,,mine\n5,,\n7,,mine\n");
    Files.write(
        ring.resolve("files.txt"),
        IntStream.range(0, ExploredRuns.IMAGES).mapToObj("a/picture-%d.png"::formatted).toList());
    said = Predictions.of(RunFolder.open(root.resolve("judge")), 10);
  }

  @Test
  void aClassifierShowsWhatItTakesForWhat() throws Exception {
    JsonNode scores =
        new ObjectMapper()
            .readTree(RunFolder.open(root.resolve("judge")).classificationFile().toFile());
    go("#/run/judge");
    Locator cells = page.locator(".confusion td.right");
    assertThat(cells).hasCount(10);
    for (int i = 0; i < 10; i++) {
      assertThat(cells.nth(i)).hasText(scores.at("/confusion/test/" + i + "/" + i).asText());
    }
    page.locator(".scores select").selectOption("train");
    assertThat(cells.first()).hasText(scores.at("/confusion/train/0/0").asText());
    assertThat(cells.first())
        .hasAttribute("title", Pattern.compile("\\d+ of \\d+ o are recognised"));
    String csv = downloaded(page.locator(".scores [data-save=csv]"));
    assertThat(csv.lines()).hasSize(12);
    assertThat(csv).startsWith("class,o,ki,su,").contains("\nprecision,");
    page.setViewportSize(360, 740);
    for (String part : new String[] {".scores", ".facts", ".chart"}) {
      BoundingBox box = page.locator(part).first().boundingBox();
      assertThat(box.x + box.width).as(part).isLessThanOrEqualTo(360);
    }
    page.setViewportSize(1280, 800);
    go("#/run/ring?colour=agreement");
    page.locator(".scatter[data-ready]").waitFor();
    assertThat(page.locator("#colour")).hasValue("class");
  }

  @Test
  void aRunIsColouredAndFilteredByAllThatIsKnownOfItsImages() throws Exception {
    explore("ring");
    page.locator("#colour").selectOption("verdict");
    Locator entries = page.locator(".entry");
    assertThat(entries.locator(".name")).hasText(new String[] {"right", "wrong"});
    String wrong = String.valueOf(count(row -> said.predicted()[row] != said.labels()[row]));
    assertThat(entries.nth(1).locator(".count")).hasText(wrong);
    Locator points = page.locator("output.points");
    byte[] before = right();
    entries.nth(0).hover();
    page.waitForCondition(() -> !Arrays.equals(before, right()));
    assertThat(points).hasText("350 of 350 points");
    entries.nth(1).click();
    assertThat(points).hasText(wrong + " of 350 points");
    entries.nth(1).click();
    assertThat(points).hasText("350 of 350 points");
    page.getByLabel("Show right").uncheck();
    assertThat(points).hasText(wrong + " of 350 points");
    page.waitForURL(Pattern.compile(".*hide-verdicts=0.*"));
    page.reload();
    assertThat(points).hasText(wrong + " of 350 points");
    page.locator("#colour").selectOption("predicted");
    int least = IntStream.of(said.predicted()).min().orElseThrow();
    int first = count(row -> said.predicted()[row] == least && said.labels()[row] != least);
    assertThat(entries.first().locator(".count")).hasText(String.valueOf(first));
    page.getByText("verdicts: 1 hidden").click();
    assertThat(points).hasText("350 of 350 points");
    page.locator("#colour").selectOption("given");
    assertThat(entries.locator(".name")).hasText(new String[] {"no name", "mine"});
    entries.nth(1).click();
    assertThat(points).hasText("2 of 350 points");
    assertThat(downloaded(page.locator("[data-action=csv]")).lines().findFirst().orElseThrow())
        .isEqualTo("row,file,label,class,split,error,name,predicted,confidence,z1,z2");
    entries.nth(1).click();
    page.getByText("Filter by confidence").click();
    page.getByLabel("Least confidence").press("End");
    assertThat(page.locator(".none")).isVisible();
    page.getByText("Show all points").click();
    page.getByText("Filter by reconstruction error").click();
    page.getByLabel("Greatest error").press("Home");
    assertThat(points).hasText("1 of 350 points");
    page.waitForURL(Pattern.compile(".*error=0%2C0.*"));
    page.reload();
    assertThat(points).hasText("1 of 350 points");
  }

  @Test
  void imagesAreFoundByNumberClassLabelAndFile() {
    explore("ring");
    Locator field = page.getByLabel("Find an image by its number");
    Locator found = page.locator(".found [role=option]");
    field.fill("picture-12");
    assertThat(found).hasCount(7);
    assertThat(found.first()).containsText("11 images");
    field.press("Enter");
    Locator selected = page.locator(".selection h2");
    assertThat(selected).hasText("11 selected");
    assertThat(found.first()).isHidden();
    field.fill("picture-12");
    field.press("ArrowDown");
    field.press("Enter");
    Locator pinned = page.getByLabel("Pinned image");
    assertThat(pinned.locator("h2")).hasText("Image 12");
    assertThat(pinned).containsText("a/picture-12.png");
    field.fill("mine");
    assertThat(found.first()).hasText(Pattern.compile("label\\s*mine\\s*2 images"));
    found.first().click();
    assertThat(selected).hasText("2 selected");
    field.fill("tsu");
    field.press("Enter");
    int tsu = count(row -> said.labels()[row] == 3);
    assertThat(selected).hasText(tsu + " selected");
    field.fill("nothing like that");
    assertThat(page.locator(".found")).hasText("No image is found by that.");
  }

  @Test
  void whatCameOfARunIsSeenBesideItsSpace() throws Exception {
    explore("ring");
    Locator outcome = page.locator(".outcome");
    assertThat(outcome.locator(".confusion")).hasCount(0);
    outcome.getByText("Classifier", new Locator.GetByTextOptions().setExact(true)).click();
    JsonNode scores =
        new ObjectMapper()
            .readTree(RunFolder.open(root.resolve("judge")).classificationFile().toFile());
    double accuracy = scores.at("/accuracy/test").asDouble();
    assertThat(outcome.locator(".judging td.number").nth(2))
        .hasText("%.1f %%".formatted(100 * accuracy));
    page.getByLabel("Images of the table").selectOption("train");
    int row = RunFolder.open(root.resolve("ring")).latents().rows(Split.TRAIN)[0];
    int is = said.labels()[row];
    int taken = said.predicted()[row];
    int cell = scores.at("/confusion/train/%d/%d".formatted(is, taken)).asInt();
    Locator clicked = outcome.locator(".confusion tbody tr").nth(is).locator("td").nth(taken);
    assertThat(clicked).hasText(String.valueOf(cell));
    clicked.locator("button").click();
    assertThat(page.locator(".selection h2")).hasText(cell + " selected");
    assertThat(page.locator(".selection > .hint"))
        .hasText(scores.at("/classes/" + is).asText() + " 100 %");
    outcome.getByText("Settings").click();
    assertThat(outcome.locator(".settings dl")).containsText("kana:300");
    outcome.getByText("Curves of training").click();
    assertThat(outcome.locator(".training canvas").first()).isVisible();
    assertThat(outcome.locator(".command").first()).containsText("emaki train");
    // A report of before is no report of this classifier.
    assertThat(root.resolve("ring/report.html")).doesNotExist();
    outcome.getByText("Make the report").click();
    Locator link = outcome.getByText("Open the report");
    assertThat(link).isFocused();
    Page report = page.context().waitForPage(link::click);
    assertThat(report.locator("h1")).hasText("ring");
    assertThat(report.locator("#legend li").first()).isVisible();
    // What a report runs reaches nothing of the explorer.
    assertThat(report.evaluate("() => self.origin")).isEqualTo("null");
    report.close();
    page.reload();
    assertThat(outcome.getByText("Make the report")).hasCount(0);
    assertThat(link).isVisible();
  }

  private int count(IntPredicate rows) {
    return (int) IntStream.range(0, ExploredRuns.IMAGES).filter(rows).count();
  }

  /** What is painted right of the panels. */
  private byte[] right() {
    return page.screenshot(new Page.ScreenshotOptions().setClip(300, 0, 600, 700));
  }

  private String downloaded(Locator button) throws IOException {
    return Files.readString(page.waitForDownload(button::click).path());
  }
}
