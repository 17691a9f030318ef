package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is trapped in the page: pictures and tables of every view, as they land on the disk. */
final class SavingTest extends BrowserTest {
  /** Of a film of five snapshots. */
  private static final int PICTURES = 22;

  @TempDir private Path downloads;

  @Override
  void makeRuns() throws Exception {
    ExploredRuns.train(root.resolve("ring"), "ring", 2);
    ExploredRuns.train(root.resolve("roll"), "swiss-roll", 3);
  }

  private Path saved(String button) {
    Download download = page.waitForDownload(() -> page.locator(button).first().click());
    Path file = downloads.resolve(download.suggestedFilename());
    download.saveAs(file);
    return file;
  }

  @Test
  void theFilmAsGifAsFramesAndAsTable() throws IOException {
    go("#/run/ring");
    page.locator(".scatter[data-ready]").waitFor();
    page.locator("[data-action=film]").click();
    assertThat(page.locator("output.points")).hasText("30 validation points");
    List<BufferedImage> pictures = gif(saved(".film [data-save=gif]"));
    assertThat(pictures).hasSize(PICTURES);
    assertThat(pictures.get(0).getWidth()).isBetween(300, 800);
    assertThat(differing(pictures.get(0), pictures.get(PICTURES - 1))).isGreaterThan(100);
    assertThat(below(pictures.get(0))).as("colours of classes below the points").hasSize(4);
    try (ZipFile zip = new ZipFile(saved(".film [data-save=png]").toFile())) {
      assertThat(zip.size()).isEqualTo(PICTURES);
      for (var entry : java.util.Collections.list(zip.entries())) {
        assertThat(ImageIO.read(zip.getInputStream(entry))).as(entry.getName()).isNotNull();
      }
    }
    List<String> lines = Files.readAllLines(saved(".film [data-save=csv]"));
    assertThat(lines).hasSize(1 + 5 * 30).first().isEqualTo("epoch,row,class,z1,z2");
    assertThat(lines.get(1)).startsWith("1,");
    assertThat(lines.get(150)).startsWith("5,");
  }

  @Test
  void pointsMapAndProbe() throws IOException {
    go("#/run/roll?slide=3,9,0.5");
    page.locator(".scatter[data-ready]").waitFor();
    BufferedImage points = ImageIO.read(saved("[data-action=png]").toFile());
    assertThat(points.getWidth()).isEqualTo(1280);
    assertThat(below(points)).as("colours of classes below the points").hasSize(4);
    page.locator(".legend input").first().uncheck();
    int shown = Integer.parseInt(page.locator("output.points").textContent().replaceAll(" .*", ""));
    assertThat(shown).isBetween(200, 349);
    assertThat(Files.readAllLines(saved("[data-action=csv]")))
        .hasSize(1 + shown)
        .first()
        .isEqualTo("row,label,class,split,error,z1,z2,z3");
    page.locator("[data-action=probe]").click();
    assertThat(page.locator("canvas.map")).hasAttribute("data-ready", "true");
    BufferedImage map = ImageIO.read(saved(".probe h3 [data-save=png]").toFile());
    assertThat(map.getWidth()).isEqualTo(24 * 28);
    assertThat(Files.readAllLines(saved(".probe h3 [data-save=csv]")))
        .hasSize(1 + 24 * 24)
        .first()
        .isEqualTo("map_row,map_column,angle,linear direction,z1,z2,z3");
    assertThat(Files.readAllLines(saved(".probe > .saves [data-save=csv]"))).hasSize(2);
    assertThat(ImageIO.read(saved(".probe > .saves [data-save=png]").toFile()).getWidth())
        .isEqualTo(28);
    assertThat(page.locator(".slide .strip canvas")).hasCount(11);
    assertThat(ImageIO.read(saved(".slide [data-save=png]").toFile()).getHeight()).isEqualTo(56);
    assertThat(Files.readAllLines(saved(".slide [data-save=csv]"))).hasSize(10);
  }

  @Test
  void runsAndComparisons() throws IOException {
    go("");
    page.locator("tr[data-run]").first().waitFor();
    assertThat(Files.readAllLines(saved(".bar [data-save=csv]")))
        .hasSize(3)
        .first()
        .asString()
        .startsWith("run,status,");
    assertThat(ImageIO.read(saved(".bar [data-save=png]").toFile()).getHeight()).isGreaterThan(70);
    go("#/compare?run=ring&run=roll");
    assertThat(page.locator(".small canvas.map")).hasCount(2);
    assertThat(Files.readAllLines(saved(".small [data-save=csv]"))).hasSize(351);
    assertThat(ImageIO.read(saved(".small [data-save=png]").toFile())).isNotNull();
    assertThat(Files.readAllLines(saved(".charts [data-save=csv]")))
        .hasSize(6)
        .first()
        .isEqualTo("epoch,ring,roll");
    assertThat(ImageIO.read(saved(".charts [data-save=png]").toFile())).isNotNull();
    assertThat(Files.readAllLines(saved(".compare > .differing [data-save=csv]")))
        .hasSize(3)
        .first()
        .asString()
        .startsWith("run,spec.prior,spec.latent_dim,");
  }

  /** The colours of four classes that are in a picture's legend, or are all but those there. */
  private static Set<Integer> below(BufferedImage picture) {
    int legend = picture.getHeight() - 25;
    return IntStream.range(0, picture.getWidth())
        .map(x -> picture.getRGB(x, legend))
        .flatMap(
            rgb ->
                IntStream.of(0x3f90da, 0xffa90e, 0xbd1f01, 0x94a4a2)
                    .filter(colour -> !Painted.far(rgb, colour)))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static List<BufferedImage> gif(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    List<BufferedImage> pictures = new ArrayList<>();
    try (var in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        pictures.add(reader.read(i));
      }
    } finally {
      reader.dispose();
    }
    return pictures;
  }

  private static int differing(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }
}
