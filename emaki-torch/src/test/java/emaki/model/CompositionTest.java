package emaki.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import elsewhere.Fold;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Kana;
import emaki.data.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of other layers than the study's, and how they are stored. */
final class CompositionTest {
  @TempDir Path folder;

  /** A make from outside the package would look like this: nothing but layers. */
  private record Convolutional(int height, int width, int channels, int latentDim)
      implements AutoencoderSpec {
    @Override
    public List<Layer> encoder() {
      return List.of(
          new Image(height, width, channels),
          Convolution.sameSize(channels, 4, 3, 2, Activation.LINEAR),
          BatchNormalisation.of(4, Activation.RELU),
          new Flatten(),
          new Dropout(0.1),
          new Dense(4 * ((height + 1) / 2) * ((width + 1) / 2), latentDim, Activation.LINEAR));
    }

    @Override
    public List<Layer> decoder() {
      return List.of(
          new Dense(latentDim, 16, Activation.RELU), new Dense(16, inputs(), Activation.SIGMOID));
    }
  }

  @Test
  void anyCompositionIsStoredWithItsStatistics() throws IOException {
    ImageSet images = Kana.generate(50, 1, 3).images();
    AutoencoderSpec spec = new Convolutional(28, 28, 1, 5);
    Path file = folder.resolve("model.safetensors");
    try (Autoencoder model = Autoencoder.initialise(spec, 3, 2)) {
      float[] untrained = model.encode(images);
      pass(model, images);
      assertThat(model.encode(images)).as("by running statistics").isNotEqualTo(untrained);
      assertThat(model.weights())
          .containsKeys("encoder.0.weight", "encoder.1.mean", "encoder.2.bias", "decoder.1.weight");
      assertThat(model.parameters()).doesNotContainKey("encoder.1.mean");
      model.save(file);
      try (Autoencoder stored = Autoencoder.load(file, 2)) {
        assertThat(stored.spec().latentDim()).isEqualTo(5);
        assertThat(stored.spec().encoder()).isEqualTo(spec.encoder());
        assertThat(stored.encode(images)).isEqualTo(model.encode(images));
        assertThat(stored.decode(new float[10])).isEqualTo(model.decode(new float[10]));
        Path again = folder.resolve("again.safetensors");
        stored.save(again);
        assertThat(again).hasSameBinaryContentAs(file);
      }
      assertThat(model.decoderLayers().get(1).layer())
          .isEqualTo(new Dense(16, 784, Activation.SIGMOID));
      assertThat(model.decoderLayers().get(1).values("bias")).hasSize(784);
    }
    assertThatThrownBy(() -> Classifier.load(file, 2)).isInstanceOf(InputException.class);
  }

  private static void pass(Autoencoder model, ImageSet images) {
    try (Torch.Use use = Torch.infer(2);
        var scope = Torch.newScope()) {
      NDArray x = new PixelBatch(images, 50).load(scope, 0, 50);
      Torch.seed(0);
      model.encode(x, true);
    }
  }

  @Test
  void aClassifierOfAnyCompositionIsStored() throws IOException {
    ImageSet images = Kana.generate(20, 1, 3).images();
    ClassifierSpec layers =
        new ClassifierSpec.Layered(5, List.of(new Dense(5, 10, Activation.LINEAR)));
    Path file = folder.resolve("classifier.safetensors");
    try (Autoencoder encoder = Autoencoder.initialise(new Convolutional(28, 28, 1, 5), 3, 1);
        Classifier model =
            Classifier.ofLatents(
                layers, encoder, Standardisation.none(), images.classNames(), 1, 1)) {
      model.save(file);
      try (Classifier stored = Classifier.load(file, 1)) {
        assertThat(stored.probabilities(images)).isEqualTo(model.probabilities(images));
        assertThat(stored.spec()).isEqualTo(layers);
      }
    }
    assertThatThrownBy(() -> Autoencoder.load(file, 1)).isInstanceOf(InputException.class);
  }

  @Test
  void aLayerOfAnotherJarIsStoredByItsName() throws IOException {
    List<Layer> encoder = List.of(new Dense(784, 3, Activation.LINEAR), new Fold(0.5));
    List<Layer> decoder = List.of(new Dense(3, 784, Activation.SIGMOID));
    ImageSet images = Kana.generate(20, 1, 3).images();
    Path file = folder.resolve("model.safetensors");
    try (Autoencoder model =
        Autoencoder.initialise(new AutoencoderSpec.Layered(28, 28, 1, encoder, decoder), 3, 1)) {
      model.save(file);
      try (Autoencoder stored = Autoencoder.load(file, 1)) {
        assertThat(stored.spec().encoder()).isEqualTo(encoder);
        assertThat(stored.encode(images)).isEqualTo(model.encode(images));
      }
    }
    Safetensors good = Safetensors.read(file);
    assertThat(good.metadata().get("encoder")).contains("{\"kind\":\"fold\",\"factor\":0.5}");
    Map<String, String> metadata = new HashMap<>(good.metadata());
    metadata.replaceAll((key, text) -> text.replace("fold", "unfold"));
    new Safetensors(metadata, good.tensors()).write(file);
    assertThatThrownBy(() -> Autoencoder.load(file, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a kind that is not known: unfold")
        .hasMessageContaining("put the jar");
    metadata.put("format", "emaki-network-9");
    new Safetensors(metadata, good.tensors()).write(file);
    assertThatThrownBy(() -> Autoencoder.load(file, 1))
        .hasMessageContaining("emaki-autoencoder-1 or emaki-network-1");
  }

  @Test
  void layersThatDoNotFitAreRefused() {
    Dense encoder = new Dense(784, 3, Activation.LINEAR);
    assertThatThrownBy(
            () ->
                new AutoencoderSpec.Layered(
                    28, 28, 1, List.of(encoder), List.of(new Dense(4, 784, Activation.SIGMOID))))
        .hasMessageContaining("[4]")
        .hasMessageContaining("[3]");
    assertThatThrownBy(
            () ->
                new AutoencoderSpec.Layered(
                    28, 28, 1, List.of(encoder), List.of(new Dense(3, 9, Activation.RELU))))
        .hasMessageContaining("784");
  }

  @Test
  void damagedDescriptionsAreRefused() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (Autoencoder model = Autoencoder.initialise(new Convolutional(28, 28, 1, 5), 3, 1)) {
      model.save(file);
    }
    Safetensors good = Safetensors.read(file);
    for (String damage :
        List.of(
            "",
            "null",
            "[]",
            "[null]",
            "[{\"kind\":\"teleport\"}]",
            "[{\"kind\":\"dense\",\"inputs\":784,\"outputs\":5}]",
            "[{\"kind\":\"dense\",\"inputs\":784,\"outputs\":5,\"activation\":\"loud\"}]",
            "[{\"kind\":\"dense\",\"inputs\":784,\"outputs\":2000000000,\"activation\":\"tanh\"},"
                + "{\"kind\":\"dense\",\"inputs\":2000000000,\"outputs\":5,\"activation\":\"tanh\"}]")) {
      Map<String, String> metadata = new HashMap<>(good.metadata());
      metadata.put("encoder", damage);
      new Safetensors(metadata, good.tensors()).write(file);
      assertThatThrownBy(() -> Autoencoder.load(file, 1))
          .as(damage)
          .isInstanceOf(InputException.class);
    }
  }
}
