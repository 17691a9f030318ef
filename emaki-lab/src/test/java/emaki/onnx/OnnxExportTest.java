package emaki.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.model.Autoencoder;
import emaki.model.Classifier;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.DataSpec;
import emaki.run.LabelFile;
import emaki.run.NetworkSpec;
import emaki.run.RunFolder;
import emaki.run.RunSpec;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime computes what emaki computes. */
final class OnnxExportTest {
  private static final float TOLERANCE = 1e-5f;

  @TempDir private Path folder;

  /** Latents at unit length. */
  @Test
  void fullyConnectedBothWays() throws Exception {
    TrialSpec spec = TrialSpec.of("kana:80").withThreads(1).withEpochs(1);
    agrees(
        spec.with(spec.objective().withObjective("views"))
            .with(new NetworkSpec(16, List.of(20, 10))));
  }

  /** Of an odd size, so that enlarging has an edge to drop. */
  @Test
  void convolutionalBothWays() throws Exception {
    TrialSpec spec = TrialSpec.of("kana:40").withThreads(1).withEpochs(1);
    agrees(
        spec.with(DataSpec.of("kana:40").withResize("13x11"))
            .with(new NetworkSpec(3, List.of(20), NetworkSpec.Model.CONV)));
  }

  private void agrees(TrialSpec spec) throws IOException, OrtException {
    RunFolder run = run(spec);
    Path into = folder.resolve("onnx");
    assertThat(OnnxExport.write(run, into))
        .containsExactly(into.resolve("encoder.onnx"), into.resolve("decoder.onnx"));
    ImageSet images = run.images();
    float[] latents = run.latents().values();
    close(images(into.resolve("encoder.onnx"), "latents", images), latents);
    try (Autoencoder model = run.model();
        OrtSession session = session(into.resolve("decoder.onnx"));
        OnnxTensor given =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(latents),
                new long[] {images.size(), spec.network().latentDim()});
        OrtSession.Result result = session.run(Map.of("latents", given))) {
      OnnxTensor decoded = (OnnxTensor) result.get("images").orElseThrow();
      assertThat(decoded.getInfo().getShape())
          .containsExactly(images.size(), images.height(), images.width(), images.channels());
      close(decoded.getFloatBuffer().array(), model.decode(latents));
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("run", "run")
          .containsEntry("data_sha256", run.record().dataset().sha256())
          .containsKeys("prior", "class_names", "sha256 of model");
    }
  }

  @Test
  void convolutionalClassifierOfPixels() throws Exception {
    ClassificationSpec spec = Recipe.STRONG.ofPixels(Kind.CNN, DataSpec.of("kana:150"));
    spec = spec.with(spec.network().withFilters(List.of(4, 8))).withEpochs(1);
    RunFolder run = run(spec.with(spec.training().withThreads(1)));
    Path into = folder.resolve("onnx");
    assertThat(OnnxExport.write(run, into)).containsExactly(into.resolve("classifier.onnx"));
    try (Classifier model = run.classifierModel()) {
      close(
          images(into.resolve("classifier.onnx"), "probabilities", run.images()),
          model.probabilities(run.images()));
    }
    byte[] before = Files.readAllBytes(into.resolve("classifier.onnx"));
    OnnxExport.write(run, into);
    assertThat(into.resolve("classifier.onnx")).hasBinaryContent(before);
  }

  /** The classes of labels that somebody gave are theirs, not those that the images come with. */
  @Test
  void aClassifierOfGivenLabelsNamesTheirs() throws Exception {
    Path labels = folder.resolve("labels.csv");
    StringBuilder lines = new StringBuilder("row,name\n");
    for (int row = 0; row < 175; row++) {
      lines.append(row).append(row % 2 == 0 ? ",even\n" : ",odd\n");
    }
    Files.writeString(labels, lines);
    ClassificationSpec spec = Recipe.STRONG.ofPixels(Kind.MLP, DataSpec.of("kana:150"));
    spec = spec.with(spec.network().withHidden(List.of(8))).withEpochs(1);
    spec = spec.with(spec.training().withThreads(1)).withLabels(LabelFile.of(labels));
    Path file = OnnxExport.write(run(spec), folder.resolve("onnx")).get(0);
    try (OrtSession session = session(file)) {
      assertThat(session.getMetadata().getCustomMetadata().get("class_names"))
          .contains("even", "odd")
          .doesNotContain("tsu");
    }
  }

  @Test
  void anUnfinishedRunIsRefused() throws IOException {
    TrialSpec spec = TrialSpec.of("kana:40").withEpochs(2);
    TrainingListener atOnce =
        new TrainingListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Trial.run(spec, null, folder.resolve("run"), "", atOnce);
    assertThatThrownBy(
            () -> OnnxExport.write(RunFolder.open(folder.resolve("run")), folder.resolve("onnx")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not finished");
    assertThat(folder.resolve("onnx")).doesNotExist();
  }

  private RunFolder run(RunSpec spec) throws IOException {
    Trial.run(spec, null, folder.resolve("run"), "", TrainingListener.NONE);
    return RunFolder.open(folder.resolve("run"));
  }

  private static OrtSession session(Path file) throws OrtException {
    return OrtEnvironment.getEnvironment().createSession(file.toString());
  }

  /** What a graph makes of images, all in one call. */
  private static float[] images(Path file, String output, ImageSet images) throws OrtException {
    byte[] bytes = new byte[images.size() * images.values()];
    for (int i = 0; i < images.size(); i++) {
      images.copyBytes(i, bytes, i * images.values());
    }
    long[] shape = {images.size(), images.height(), images.width(), images.channels()};
    try (OrtSession session = session(file);
        OnnxTensor given =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                ByteBuffer.wrap(bytes),
                shape,
                OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", given))) {
      return ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer().array();
    }
  }

  private static void close(float[] computed, float[] expected) {
    assertThat(computed).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(computed[i] - expected[i])).as("value %d", i).isLessThan(TOLERANCE);
    }
  }
}
