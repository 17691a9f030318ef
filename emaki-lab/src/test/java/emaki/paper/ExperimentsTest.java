package emaki.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import emaki.data.InputException;
import emaki.report.PaperPage.Verdict;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What experiments make of runs whose results are known. */
final class ExperimentsTest {
  @TempDir private Path folder;
  private RecordedRuns runs;

  @BeforeEach
  void setUp() {
    runs = new RecordedRuns(folder);
  }

  private static Finding find(Result result, String id) {
    return result.findings().stream()
        .filter(finding -> finding.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no finding " + id));
  }

  @Test
  void nothingDoneIsNothingShown() throws IOException {
    for (Experiment experiment : Experiments.all()) {
      assertThat(experiment.result(runs.evidence()).findings()).as(experiment.id()).isEmpty();
    }
  }

  /** Of 20 dimensions two of three seeds are done, of the others none but 30. */
  @Test
  void table1TellsMeansOfWhatIsDoneAndPairsSeeds() throws IOException {
    double[] thirty = {.924, .926, .928};
    double[] twenty = {.908, .911};
    for (int seed = 0; seed < 3; seed++) {
      runs.finish(
          runs.protocol().classifiedLatents(30, seed, Protocol.MLP), thirty[seed], Double.NaN, 10);
    }
    for (int seed = 0; seed < 2; seed++) {
      runs.finish(
          runs.protocol().classifiedLatents(20, seed, Protocol.MLP), twenty[seed], Double.NaN, 10);
    }
    Result result = new LatentSizes().result(runs.evidence());
    Finding best = find(result, "table-1/k30");
    assertThat(best.ours().mean()).isCloseTo(.926, within(1e-12));
    assertThat(best.ours().n()).isEqualTo(3);
    assertThat(best.study()).isEqualTo(.9254);
    assertThat(best.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(best.seconds()).as("both runs of each seed").isEqualTo(60);
    assertThat(best.runs())
        .contains("runs/plain-k30-seed0", "runs/plain-k30-seed0/classifier")
        .hasSize(6);
    Finding difference = find(result, "table-1/k30-over-k20");
    assertThat(difference.ours().n()).as("pairs").isEqualTo(2);
    assertThat(difference.ours().mean()).isCloseTo((.016 + .015) / 2, within(1e-12));
    assertThat(result.findings()).noneMatch(finding -> finding.id().contains("k50"));
    assertThat(result.tables().get(0).rows()).hasSize(2);
    assertThat(result.tables().get(0).rows().get(1))
        .containsExactly("30", "92.54", "92.60 ± 0.20", "93.60 ± 0.20", "0.0200", "3");
    assertThat(result.figures()).hasSize(1);
  }

  @Test
  void aClassifiersFigureIsItsOwnRuns() throws IOException {
    for (int seed = 0; seed < 3; seed++) {
      runs.finish(runs.protocol().cnn(seed), .968 + .0005 * seed, Double.NaN, 100);
    }
    Result cnn = ClassifiedFigure.cnn().result(runs.evidence());
    Finding figure = find(cnn, "fig-4");
    assertThat(figure.ours().max()).isCloseTo(.969, within(1e-12));
    assertThat(figure.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(figure.why()).contains("ours is higher");
    assertThat(cnn.figures().get(0).file()).exists();
    assertThat(ClassifiedFigure.pixels().result(runs.evidence()).findings()).isEmpty();
    assertThat(find(ClassifiedFigure.cnn().result(runs.rehearsal()), "fig-4").holds()).isNull();
  }

  /** Smaller and smaller with sigma, but for the last. */
  @Test
  void fig6ComparesEachSigmaWithTheOneBefore() throws IOException {
    double[] divergence = {3, 1, .1, .2};
    double[] sigma = {1, 10, 100, 1000};
    for (int i = 0; i < 4; i++) {
      Job job = runs.protocol().shapedLatents(Regularisation.roll(sigma[i], 10), 0);
      runs.finish(job, 0, divergence[i], 10);
      Files.writeString(
          job.steps().get(0).run().metricsFile(),
          "epoch,validation_divergence\n1,5\n2,%s\n".formatted(divergence[i]));
    }
    Result result = new DivergenceBySigma().result(runs.evidence());
    assertThat(result.findings().stream().map(Finding::verdict))
        .containsExactly(Verdict.NONE, Verdict.HOLDS, Verdict.HOLDS, Verdict.DIFFERS);
    assertThat(result.tables().get(0).rows().get(1))
        .containsExactly("sigma 10", "5.000", "1.000", "1.000", "0.001000");
    assertThat(result.figures().get(0).file()).exists();

    Files.writeString(
        runs.protocol().shapedLatents(Regularisation.roll(1, 10), 0).run().metricsFile(),
        "epoch,seconds\n");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new DivergenceBySigma().result(runs.evidence()))
        .withMessageContaining("holds no epoch");
  }

  /** Lambda 0.1 keeps the classes as far apart as no prior does, 10 does not. */
  @Test
  void fig7ComparesLambdaWithTheSeedsOfTable2() throws IOException {
    for (int seed = 0; seed < 4; seed++) {
      for (Regularisation shape : List.of(Regularisation.NONE, Regularisation.ROLL)) {
        Job job = runs.protocol().shapedLatents(shape, seed);
        runs.finish(job, 0, 1, 10);
        RecordedRuns.latents(job.steps().get(0).run(), 6, seed);
      }
    }
    Job smeared = runs.protocol().shapedLatents(Regularisation.roll(1, 10), 0);
    runs.finish(smeared, 0, 1, 10);
    RecordedRuns.latents(smeared.steps().get(0).run(), 0.1, 9);
    Result result = RolledLatents.byLambda().result(runs.evidence());
    assertThat(find(result, "fig-7/lambda0.1-over-none").verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(find(result, "fig-7/lambda10").verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(find(result, "fig-7/lambda10").ours().mean()).isLessThan(0.1);
    assertThat(find(result, "fig-7/lambda0.1").verdict()).isEqualTo(Verdict.NONE);
    assertThat(find(result, "fig-7/lambda0.1-over-none").runs()).hasSize(8);
  }

  @Test
  void theCostOfTheDivergenceIsPairedBySeed() throws IOException {
    double[] plain = {100, 120, 90};
    double[] shaped = {110, 150, 99};
    for (int seed = 0; seed < 3; seed++) {
      runs.finish(runs.protocol().shapedLatents(Regularisation.NONE, seed), 0, 1, plain[seed]);
      runs.finish(runs.protocol().shapedLatents(Regularisation.GAUSSIAN, seed), 0, 1, shaped[seed]);
    }
    Result result = new Cost().result(runs.evidence());
    assertThat(find(result, "cost/ratio").ours().mean())
        .isCloseTo((1.1 + 1.25 + 1.1) / 3, within(1e-12));
    assertThat(find(result, "cost/plain").verdict()).isEqualTo(Verdict.NONE);
    assertThat(result.tables().get(0).rows().get(0))
        .contains("autoencoder, 3-D, no prior", "10.0", "3");
  }

  /** Figures of other images have no place beside those of Kuzushiji-MNIST. */
  @Test
  void onlyFiguresOfTheStudysImagesStandBesideOthers() throws IOException {
    runs.finish(runs.protocol().cnn(0), .97, Double.NaN, 100);
    String here = "here, seeds: 1";
    assertThat(new Elsewhere().result(runs.evidence()).tables().get(0).rows())
        .anyMatch(row -> row.contains(here) && row.contains("97.00"));
    assertThat(new Elsewhere().result(runs.rehearsal()).tables().get(0).rows())
        .noneMatch(row -> row.contains(here));
  }

  @Test
  void whatIsMissingOrFailedIsSaid() throws IOException {
    for (int seed = 0; seed < 2; seed++) {
      runs.finish(runs.protocol().cnn(seed), .97, Double.NaN, 100);
    }
    PaperResults results =
        PaperResults.of(runs.evidence(), Map.of("cnn-seed2", "the disk is full"));
    PaperRecord record =
        new PaperRecord(PaperRecord.FORMAT, "0", "now", "kmnist", Budget.FULL, null, 60);
    PaperOptions options =
        new PaperOptions("kmnist", null, folder, Budget.FULL, null, List.of(), 1, "emaki paper");
    String waiting =
        results.page(record, options).sections().stream()
            .filter(section -> section.id().equals("fig-4"))
            .findFirst()
            .orElseThrow()
            .waiting();
    assertThat(waiting)
        .contains("cnn-seed2 failed: the disk is full.", "1 of 3 runs have not been done");
    assertThat(results.page(record, options).provenance()).containsEntry("command", "emaki paper");
  }

  /** Weights of another spec, or of other images, must not get into a table. */
  @Test
  void aRunOfAnotherSpecIsRefused() throws IOException {
    Job wanted = runs.protocol().cnn(0);
    runs.finish(wanted, .9, Double.NaN, 1);
    Task step = wanted.steps().get(0);
    step.requireSame(RecordedRuns.IMAGES);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> step.requireSame("other"))
        .withMessageContaining("was made with other images");
    RunFolder run = step.run();
    runs.finish(runs.protocol().cnn(1), .9, Double.NaN, 1);
    Files.copy(
        runs.protocol().cnn(1).run().recordFile(),
        run.recordFile(),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> step.requireSame(RecordedRuns.IMAGES))
        .withMessageContaining("was made with seed 1 instead of 0")
        .withMessageContaining("made anew");
  }
}
