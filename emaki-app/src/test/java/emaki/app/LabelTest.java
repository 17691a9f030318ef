package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From images without labels to a classifier: islands, names typed into a CSV, labels. */
final class LabelTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  @Test
  void islandsAreNamedImagesLabelledAndAClassifierTaught() throws Exception {
    run("train --data kana:1500 --latent-dim 16 --hidden 128 --batch-size 100 --epochs 15 --out a")
        .succeeded();
    Cli.Result clustered = run("cluster a --method islands --json").succeeded();
    JsonNode islands = clustered.json();
    assertThat(clustered.err()).contains("a/clusterings/islands-names.csv", "emaki label a");
    for (int island = 0; island < islands.path("k").asInt(); island++) {
      assertThat(
              ImageIO.read(folder.resolve("a/figures/islands/%03d.png".formatted(island)).toFile()))
          .isNotNull();
    }
    assertThat(run("label a").refused().err()).contains("islands-names.csv: names no cluster");
    nameByMost();

    JsonNode labels = run("label a --json").succeeded().json();
    int images = labels.path("images").asInt();
    int last = islands.at("/sizes/" + (islands.path("k").asInt() - 1)).asInt();
    assertThat(images).isEqualTo(1750);
    assertThat(labels.path("named").asInt()).isEqualTo(images - last);
    assertThat(labels.path("agreement").asDouble()).isBetween(0.4, 0.99);
    assertThat(Files.readAllLines(folder.resolve("a/labels.csv"))).hasSize(images + 1);
    run("cluster a --k 3").succeeded();
    String file = " a/clusterings/islands-names.csv";
    assertThat(run("label a --json" + file).succeeded().json()).isEqualTo(labels);
    assertThat(run("label a --json").succeeded().json()).isEqualTo(labels);
    assertThat(run("label a").succeeded().out()).contains("clustering   islands");
    Path others = folder.resolve("a/clusterings/kmeans-names.csv");
    for (String said : List.of("cluster,name,note\n0,,blurred\n", "no table", "")) {
      Files.writeString(others, said);
      assertThat(run("label a --json").succeeded().json()).as(said).isEqualTo(labels);
    }
    Files.writeString(others, "cluster,name\n");
    assertThat(run("label a --name kmeans").refused().err())
        .contains("kmeans-names.csv: names no cluster");
    assertThat(run("cluster a --method islands").refused().err()).contains("names", "--name");

    String mlp = " --hidden 64 --epochs 5 --batch-size 100 --labels a/labels.csv";
    Cli.Result latents = run("classify a" + mlp).succeeded();
    assertThat(latents.out()).contains("left out, having none: %d of 1750".formatted(last));
    JsonNode pixels = run("classify --data kana:1500 --out b --json" + mlp).succeeded().json();
    assertThat(pixels.path("left_out").asInt()).isEqualTo(last);
    assertThat(pixels.at("/accuracy/validation").asDouble()).isGreaterThan(0.3);
    assertThat(pixels.at("/agreement/test").asDouble()).isBetween(0.3, 0.99);
    assertThat(latents.out()).containsPattern("agreement +(0\\.\\d{4} +){3}with the data's own");
    JsonNode spec = new ObjectMapper().readTree(folder.resolve("b/run.json").toFile()).path("spec");
    assertThat(spec.at("/labels/sha256").asText())
        .isEqualTo(Cli.sha256(folder.resolve("b/labels.csv")))
        .isEqualTo(Cli.sha256(folder.resolve("a/labels.csv")));
    assertThat(run("classify --resume b --labels a/labels.csv").refused().err())
        .contains("--labels");
    run("report b").succeeded();
    run("predict b --data kana:1500").succeeded();
  }

  /** Each island by the class of most of its images; the last, the smallest, by nothing. */
  private void nameByMost() throws Exception {
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (String line : lines("a/clusterings/islands.csv")) {
      String[] cells = line.split(",", -1);
      counts.computeIfAbsent(cells[4], each -> new HashMap<>()).merge(cells[3], 1, Integer::sum);
    }
    Path names = folder.resolve("a/clusterings/islands-names.csv");
    List<String> named = new ArrayList<>(List.of("cluster,size,name"));
    for (String line : lines("a/clusterings/islands-names.csv")) {
      String most =
          counts.get(line.split(",", -1)[0]).entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .orElseThrow()
              .getKey();
      named.add(named.size() == counts.size() ? line : line + most);
    }
    Files.write(names, named);
  }

  private List<String> lines(String file) throws Exception {
    return Files.readAllLines(folder.resolve(file)).stream().skip(1).toList();
  }

  @Test
  void whatCannotBeLabelledIsSaidInOneLine() throws Exception {
    run("train --data kana:200 --hidden 16 --batch-size 50 --epochs 1 --out c").succeeded();
    assertThat(run("label c").refused().err()).contains("no clusters", "emaki cluster c");
    run("cluster c --k 3").succeeded();
    assertThat(run("label c --name islands").refused().err()).contains("--name islands");
    assertThat(run("label c nowhere.csv").refused().err()).contains("nowhere.csv", "no such file");
    Files.writeString(folder.resolve("mine.csv"), "cluster,name\n0,a\n3,b\n");
    assertThat(run("label c mine.csv").refused().err()).contains("mine.csv: line 3", "found 3");
    Files.writeString(folder.resolve("mine.csv"), "cluster,name\n0,a\n1,b\n");
    JsonNode labels = run("label c mine.csv --name kmeans --json").succeeded().json();
    assertThat(labels.path("unnamed_clusters").toString()).isEqualTo("[2]");
    assertThat(labels.path("names")).hasSize(2);
    assertThat(run("cluster c --name a-names").refused().err()).contains("--name a-names");
    assertThat(run("classify c --labels nowhere.csv").refused().err()).contains("no such file");
  }
}
