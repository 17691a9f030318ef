package emaki.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.model.Layer;
import emaki.run.DataSpec;
import emaki.run.NetworkSpec;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written can be loaded by what the card says. */
final class HuggingFaceExportTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /** Carries out the card's last block, and compares all latents and errors with the run's. */
  private static final String AS_THE_CARD_SAYS =
      """
      import re, sys
      import numpy as np
      exec(re.findall(r'```python\\n(.*?)```', open('README.md').read(), re.S)[-1])
      images = torch.from_numpy(np.load(sys.argv[1])['images'])
      run = np.load(sys.argv[2])
      with torch.no_grad():
          latents = networks['encoder'](images)
          errors = ((networks['decoder'](latents) - images / 255) ** 2).mean((1, 2, 3))
      print(max(np.abs(latents.numpy() - run['latents']).max(), np.abs(errors.numpy() - run['error']).max()))
      """;

  @TempDir private Path folder;

  @Test
  void theCardHoldsAndPyTorchComputesTheSame() throws Exception {
    TrialSpec spec = TrialSpec.of("kana:40").withThreads(1).withEpochs(1);
    Trial.run(
        spec.with(DataSpec.of("kana:40").withResize("13x11"))
            .with(new NetworkSpec(3, List.of(20), NetworkSpec.Model.CONV)),
        null,
        folder.resolve("run"),
        "",
        TrainingListener.NONE);
    RunFolder run = RunFolder.open(folder.resolve("run"));
    Path model = folder.resolve("model");
    assertThat(HuggingFaceExport.write(run, model))
        .startsWith(model.resolve("config.json"))
        .endsWith(model.resolve("onnx/decoder.onnx"), model.resolve("README.md"))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(model.resolve("model.safetensors")).hasSameBinaryContentAs(run.modelFile());
    JsonNode config = new ObjectMapper().readTree(model.resolve("config.json").toFile());
    assertThat(config.at("/networks/encoder/0/kind").asText()).isEqualTo("image");
    String card = Files.readString(model.resolve("README.md"));
    JsonNode front = new ObjectMapper(new YAMLFactory()).readTree(card.split("---\n", -1)[1]);
    assertThat(front.at("/model-index/0/results/2/dataset/split").asText()).isEqualTo("test");
    assertThat(front.at("/model-index/0/results/2/metrics/0/value").asDouble())
        .isEqualTo(run.record().results().reconstructionMse().get("test"));
    assertThat(card)
        .contains("| licence of the data | Apache-2.0, generated |", "float[] latents", "13, 11, 1")
        .doesNotContain("{{", folder.toString());
    byte[] before = card.getBytes(StandardCharsets.UTF_8);
    String record = Files.readString(run.recordFile());
    assertThat(record).contains("\"name\" : \"kana\"");
    // Where the images lay is nobody's business.
    Files.writeString(
        run.recordFile(), record.replace("\"name\" : \"kana\"", "\"name\" : \"/home/me/kana\""));
    HuggingFaceExport.write(run, model);
    assertThat(model.resolve("README.md")).hasBinaryContent(before);
    assertThat(Files.readString(model.resolve("onnx/encoder.onnx"), StandardCharsets.ISO_8859_1))
        .doesNotContain("/home/me");
    refusals(run);
    python(run);
  }

  @Test
  void pyTorchKnowsEveryKindOfLayer() throws IOException {
    try (var in = HuggingFaceExport.class.getResourceAsStream("modeling_emaki.py")) {
      String code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (JsonSubTypes.Type kind : Layer.class.getAnnotation(JsonSubTypes.class).value()) {
        assertThat(code).contains("\"" + kind.name() + "\": lambda:");
      }
    }
  }

  private void python(RunFolder run) throws IOException, InterruptedException {
    assumeThat(PYTHON).exists();
    ImageSet images = run.images();
    byte[] bytes = new byte[images.size() * images.values()];
    for (int i = 0; i < images.size(); i++) {
      images.copyBytes(i, bytes, i * images.values());
    }
    Path data = folder.resolve("images.npz");
    Npz.write(
        data,
        Map.of(
            "images",
            NpyArray.of(bytes, images.size(), images.height(), images.width(), images.channels())));
    Process process = start(AS_THE_CARD_SAYS, data.toString(), run.latentsFile().toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assumeThat(said).doesNotContain("No module named");
    assertThat(said).as("largest difference").matches("[0-9.e-]+\\s");
    assertThat(Double.parseDouble(said)).isLessThan(1e-5);
  }

  private Process start(String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-c", script));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(folder.resolve("model").toFile())
            .redirectErrorStream(true);
    // Its threads wait for each other by spinning.
    process.environment().put("OMP_NUM_THREADS", "1");
    return process.start();
  }

  private void refusals(RunFolder run) throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/README.md"), "mine");
    assertThatThrownBy(() -> HuggingFaceExport.write(run, folder.resolve("mine")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already holds something else");
    assertThat(folder.resolve("mine/README.md")).hasContent("mine");
  }
}
