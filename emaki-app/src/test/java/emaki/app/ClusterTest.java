package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code emaki cluster} from outside. */
final class ClusterTest {
  private Path folder;

  @BeforeEach
  void train() throws Exception {
    folder = Cli.here();
    run("train --data kana:200 --hidden 16 --batch-size 50 --epochs 1 --out r").succeeded();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  /** What was typed is named, not what became of it, and no progress is told before. */
  @Test
  void refusalsComeFirst() throws Exception {
    Map<String, String> refusals =
        Map.of(
            "--k 1", "--method kmeans --k 1: k=1 is not a whole number from 2 to 1000, or auto",
            "--method islands --k 3", "--method islands --k 3: k=3 goes with sizes",
            "--method mixture:k=0", "--method mixture:k=0: k=0 is not a whole number",
            "--sizes equal",
                "--method kmeans --sizes equal: no such option: sizes (it is islands that",
            "--name a-names", "--name a-names: ends like a file",
            "--stability 0", "--stability 0: expected 1 to 100 refits");
    for (Map.Entry<String, String> refusal : refusals.entrySet()) {
      String said = run("cluster r " + refusal.getKey()).refused().err();
      assertThat(said).contains("emaki: " + refusal.getValue()).doesNotContain("clustering");
    }
    assertThat(folder.resolve("r/clusterings")).doesNotExist();
  }

  @Test
  void stabilityIsPrintedKeptAndReported() throws Exception {
    Cli.Result result = run("cluster r --method mixture --k 3 --stability 2").succeeded();
    assertThat(result.err()).contains("stability: fit 1 of 4", "stability: fit 4 of 4");
    assertThat(result.out())
        .containsPattern("(?m)^stability +over 2 other seeds: adjusted Rand index [01]\\.\\d{4} on")
        .containsPattern("(?m)^stability +over 2 bootstrap samples of the images: adjusted Rand")
        .containsPattern("(?m)^certainty +0\\.\\d{1,8}$");
    JsonNode shown = run("runs show r --json").succeeded().json();
    assertThat(shown.path("cluster.stability.samples.fits").asInt()).isEqualTo(2);
    assertThat(shown.path("cluster.stability.seeds.mean").asDouble()).isBetween(-0.5, 1.0);
    run("report r").succeeded();
    assertThat(Files.readString(folder.resolve("r/report.html")))
        .contains("<p>Stability, over 2 other seeds: adjusted Rand index", "certainty 0.");
  }
}
