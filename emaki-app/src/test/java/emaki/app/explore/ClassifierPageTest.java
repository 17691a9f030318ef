package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A classifier's page. */
final class ClassifierPageTest extends BrowserTest {
  @Override
  void makeRuns() throws Exception {
    ExploredRuns.train(root.resolve("ring"), "ring", 2);
    ExploredRuns.classify(root.resolve("ring"), root.resolve("judge"));
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

  private String downloaded(Locator button) throws IOException {
    return Files.readString(page.waitForDownload(button::click).path());
  }
}
