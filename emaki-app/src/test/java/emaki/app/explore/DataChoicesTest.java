package emaki.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training is offered to learn from. */
final class DataChoicesTest {
  @TempDir private Path folder;

  @Test
  void whatRunsUsedWhatLiesBesideThemAndWhatIsKnown() throws Exception {
    fill("pictures/deep", "a.JPG", 10);
    fill("few", "b.png", 3);
    fill("figures", "c.png", 10);
    Files.createFile(folder.resolve("figures/run.json"));
    fill(".hidden", "d.png", 10);
    Files.createFile(folder.resolve("faces.npz"));
    Files.createFile(folder.resolve("notes.txt"));
    Path runs = Files.createDirectories(folder.resolve("runs"));
    List<RunRow> rows =
        List.of(
            row("2026-01-01", "/data/old", null),
            row("2026-03-01", "/data/faces", "64x64"),
            row("2026-02-01", "/data/faces", "64x64"),
            new RunRow("damaged", Map.of("status", "damaged"), List.of()));
    List<DataChoices.Choice> choices = DataChoices.of(rows, runs);
    assertThat(named("used", choices)).containsExactly("faces", "old");
    assertThat(choices.get(0).options())
        .isEqualTo(Map.of("data", "/data/faces", "resize", "64x64"));
    assertThat(named("beside", choices)).containsExactly("faces.npz", "pictures");
    assertThat(named("known", choices)).isEqualTo(Catalogue.names());
  }

  private static List<String> named(String kind, List<DataChoices.Choice> choices) {
    return choices.stream()
        .filter(choice -> choice.kind().equals(kind))
        .map(DataChoices.Choice::name)
        .toList();
  }

  private static RunRow row(String created, String source, String resize) {
    Map<String, Object> fields =
        new java.util.HashMap<>(Map.of("created", created, "dataset.source", source));
    if (resize != null) {
      fields.put("spec.resize", resize);
    }
    return new RunRow(created, fields, List.of());
  }

  private void fill(String name, String file, int count) throws Exception {
    Path to = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < count; i++) {
      Files.createFile(to.resolve(i + file));
    }
  }
}
