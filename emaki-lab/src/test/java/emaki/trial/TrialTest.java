package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.model.Autoencoder;
import emaki.run.Json;
import emaki.run.Latents;
import emaki.run.NetworkSpec;
import emaki.run.ObjectiveSpec.LearnFrom;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Status;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.train.Losses;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's main path, as the README shows it. */
final class TrialTest {
  @TempDir private Path folder;

  @Test
  void runsAndRecordsAndGivesItsModelBack() throws IOException {
    Path run = folder.resolve("mine");
    RunRecord record = Trial.run(spec("kana:600"), null, run, "my program", TrainingListener.NONE);
    assertThat(record.status()).isEqualTo(Status.FINISHED);
    assertThat(RunFolder.open(run).record()).isEqualTo(record);
    // In one order in every JVM, or two runs would not give the same bytes.
    assertThat(record.checksums().keySet()).containsExactly("latents", "model");
    Latents latents = RunFolder.open(run).latents();
    assertThat(latents.size()).isEqualTo(700);
    assertThat(latents.rows(Split.VALIDATION)).hasSize(60);
    try (Autoencoder model = Autoencoder.load(run.resolve("model.safetensors"), 2)) {
      float[] encoded = model.encode(Datasets.load("kana:600", DatasetOptions.DEFAULT).images());
      assertThat(encoded).isEqualTo(latents.values());
      assertThat(latents.error())
          .isEqualTo(
              model.reconstructionErrors(
                  Datasets.load("kana:600", DatasetOptions.DEFAULT).images()));
    }
    assertThat(Trial.resume(run, TrainingListener.NONE)).isEqualTo(record);
  }

  @Test
  void learnsFromAllImagesWhereThatIsAskedFor() throws IOException {
    TrialSpec training = spec("kana:600");
    TrialSpec all = training.with(training.objective().withLearnFrom(LearnFrom.ALL));
    assertThat(batches(training, folder.resolve("training"))).isEqualTo(540 / 60);
    // 600 and the test images, of which the last 40 make a batch of their own.
    assertThat(batches(all, folder.resolve("all"))).isEqualTo(700 / 60 + 1);
    RunFolder run = RunFolder.open(folder.resolve("all"));
    assertThat(run.record().autoencoder()).isEqualTo(all.withEpochs(1));
    assertThat(run.latents().rows(Split.TEST)).hasSize(100);
    assertThat(all.summary()).contains("learnt from all images");
  }

  private static int batches(TrialSpec spec, Path run) throws IOException {
    int[] most = new int[1];
    TrainingListener count =
        new TrainingListener() {
          @Override
          public void onBatch(int epoch, int batch, int batches, Losses losses) {
            most[0] = batches;
          }
        };
    Trial.run(spec.withEpochs(1), null, run, "", count);
    return most[0];
  }

  @Test
  void cancelledRunsAreInterruptedAndOtherDataIsRefused() throws IOException {
    Path images = folder.resolve("images.npz");
    write(images, "kana:600");
    Path run = folder.resolve("cancelled");
    TrainingListener cancel =
        new TrainingListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    RunRecord record = Trial.run(spec(images.toString()), null, run, "", cancel);
    assertThat(record.status()).isEqualTo(Status.INTERRUPTED);
    assertThat(run.resolve("model.safetensors")).doesNotExist();
    write(images, "kana:601");
    assertThatThrownBy(() -> Trial.resume(run, TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not what the run began with");
    write(images, "kana:600");
    assertThat(Trial.resume(run, TrainingListener.NONE).status()).isEqualTo(Status.FINISHED);
  }

  /** Records tell the divergence by samples, beside its floor; no folder is made in vain. */
  @Test
  void aClosedFormIsForTrainingAndForPriorsThatHaveOne() throws IOException {
    TrialSpec spec = spec("kana:600");
    TrialSpec exact =
        spec.with(spec.objective().withDivergence("cauchy-schwarz:prior=exact").withSigma(2));
    Path run = folder.resolve("exact");
    RunRecord record = Trial.run(exact.withPrior("gaussian"), null, run, "", TrainingListener.NONE);
    assertThat(record.autoencoder().objective().divergence())
        .isEqualTo("cauchy-schwarz:prior=exact");
    assertThat(record.results().divergence().name()).isEqualTo("cauchy-schwarz");
    assertThat(record.results().divergence().floor()).isPositive();

    Path none = folder.resolve("no-closed-form");
    assertThatThrownBy(
            () -> Trial.run(exact.withPrior("swiss-roll"), null, none, "", TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no closed form");
    assertThat(none).doesNotExist();
  }

  /**
   * Images on a bright ground: without a centred beginning and a rising learning rate every latent
   * ends at one point.
   */
  @Test
  void brightImagesDoNotCollapse() throws IOException {
    var kana = Datasets.load("kana:600", DatasetOptions.DEFAULT).images();
    int side = 56;
    byte[] pixels = new byte[kana.size() * side * side];
    byte[] image = new byte[28 * 28];
    for (int i = 0; i < kana.size(); i++) {
      kana.copyBytes(i, image, 0);
      for (int p = 0; p < side * side; p++) {
        pixels[i * side * side + p] = (byte) (255 - image[p / side / 2 * 28 + p % side / 2]);
      }
    }
    Path images = folder.resolve("bright.npz");
    emaki.data.Npz.write(
        images,
        java.util.Map.of("images", emaki.data.NpyArray.of(pixels, kana.size(), side, side)));
    TrialSpec spec =
        spec(images.toString()).with(new NetworkSpec(3, List.of(400, 200))).withEpochs(10);
    Path run = folder.resolve("bright");
    Trial.run(spec, null, run, "", TrainingListener.NONE);
    Latents latents = RunFolder.open(run).latents();
    for (int d = 0; d < 3; d++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < latents.size(); i++) {
        double z = latents.values()[i * 3 + d];
        sum += z;
        squares += z * z;
      }
      double mean = sum / latents.size();
      assertThat(Math.sqrt(squares / latents.size() - mean * mean)).isGreaterThan(0.1);
    }
  }

  @Test
  void damagedRunsAreNamed() throws IOException {
    Path run = folder.resolve("damaged");
    Trial.run(spec("kana:200"), null, run, "", TrainingListener.NONE);
    Path record = run.resolve("run.json");
    String whole = Files.readString(record);
    for (int cut = 0; cut < whole.length(); cut += 97) {
      Files.writeString(record, whole.substring(0, cut));
      assertThatThrownBy(() -> RunFolder.open(run).record())
          .isInstanceOf(InputException.class)
          .hasMessageContaining("run.json");
    }
    for (String part : List.of("status", "dataset", "spec", "split", "machine")) {
      ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(whole);
      tree.putNull(part);
      Files.writeString(record, tree.toString());
      assertThatThrownBy(() -> RunFolder.open(run).record())
          .as(part)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is damaged")
          .hasMessageNotContaining("emaki.experiment");
    }
    Files.writeString(record, whole.replace("\"format\" : 1", "\"format\" : 99"));
    assertThatThrownBy(() -> RunFolder.open(run).record())
        .hasMessageContaining("format 99 is newer");
  }

  private static void write(Path file, String data) throws IOException {
    var images = Datasets.load(data, DatasetOptions.DEFAULT).images();
    byte[] pixels = new byte[images.size() * images.values()];
    for (int i = 0; i < images.size(); i++) {
      images.copyBytes(i, pixels, i * images.values());
    }
    emaki.data.Npz.write(
        file, java.util.Map.of("images", emaki.data.NpyArray.of(pixels, images.size(), 28, 28)));
  }

  private static TrialSpec spec(String data) {
    return TrialSpec.of(data)
        .withPrior("gaussian")
        .with(new NetworkSpec(3, List.of(32)))
        .with(new TrainingSpec(60, 1e-3, 2, 0, 0.1, 0, 2));
  }
}
