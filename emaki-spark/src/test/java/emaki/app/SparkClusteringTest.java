package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code cluster --spark}. */
final class SparkClusteringTest {
  @Test
  void neighboursFromSparkAreThoseOfThisMachineAndAreKept() throws Exception {
    Path folder = Commands.folder();
    RunFolder run = trained(folder.resolve("run"));
    RunFolder alone = trained(folder.resolve("alone"));
    assertThat(cluster(run, "kmeans", "local[2]").refused().err())
        .contains("--spark local[2]: only nearest neighbours are found there, and kmeans needs")
        .contains("choose --method islands");
    assertThat(cluster(run, "islands", "spark://127.0.0.1:1").refused().err())
        .contains("--spark spark://127.0.0.1:1: no master answers there");
    assertThat(run.neighbours().file()).doesNotExist();
    assertThat(run.path().resolve("clusterings")).doesNotExist();

    String said = cluster(run, "islands", "local[2]").succeeded().err();
    assertThat(said).contains("connecting").contains("10 nearest neighbours of 140 points in");
    Commands.run("cluster", alone.path().toString(), "--method", "islands").succeeded();
    assertThat(run.neighbours().file()).hasSameBinaryContentAs(alone.neighbours().file());
    assertThat(run.path().resolve("clusterings/islands.npz"))
        .hasSameBinaryContentAs(alone.path().resolve("clusterings/islands.npz"));

    byte[] kept = Files.readAllBytes(run.neighbours().file());
    said = cluster(run, "spectral:k=3,vectors=4", "spark://127.0.0.1:1").succeeded().err();
    assertThat(said).contains("Spark was not started: the neighbours were kept in");
    assertThat(said).doesNotContain("connecting");
    assertThat(run.neighbours().file()).hasBinaryContent(kept);
  }

  private static RunFolder trained(Path run) {
    Commands.run(
            "train",
            "--data",
            "kana:120",
            "--prior",
            "gaussian",
            "--hidden",
            "16",
            "--batch-size",
            "60",
            "--epochs",
            "1",
            "--out",
            run.toString())
        .succeeded();
    return new RunFolder(run);
  }

  private static Commands.Said cluster(RunFolder run, String method, String master) {
    return Commands.run("cluster", run.path().toString(), "--method", method, "--spark", master);
  }
}
