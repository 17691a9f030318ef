package emaki.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import emaki.train.Reconstruction;
import emaki.train.TrainOptions;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConvolutionalLayersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 5, 3", "28, 28, 1", "33, 20, 3", "3, 65, 1", "96, 64, 3"})
  void imagesOfAnySizeGoInAndOut(int height, int width, int channels) throws IOException {
    AutoencoderSpec spec = ConvolutionalLayers.autoencoder(height, width, channels, 5);
    assertThat(spec.latentDim()).isEqualTo(5);
    ImageSet images = noise(3, height, width, channels);
    Path file = folder.resolve("model.safetensors");
    try (Autoencoder model = Autoencoder.initialise(spec, 1, 1)) {
      float[] decoded = model.decode(model.encode(images));
      assertThat(decoded).hasSize(3 * images.values());
      model.save(file);
      try (Autoencoder stored = Autoencoder.load(file, 1)) {
        assertThat(stored.decode(stored.encode(images))).isEqualTo(decoded);
      }
    }
  }

  /** The network that was measured: 32, 64 and 128 filters, 4 x 4 x 128 values at the end. */
  @Test
  void smallImagesAreHalvedThreeTimes() {
    List<Layer> layers = ConvolutionalLayers.encoder(28, 28, 1, 256);
    assertThat(layers.get(1)).isEqualTo(new Convolution(1, 32, 3, 2, 1, Activation.LINEAR));
    assertThat(layers.get(5)).isEqualTo(new Convolution(64, 128, 3, 2, 1, Activation.LINEAR));
    assertThat(layers.get(8)).isEqualTo(new Dense(2048, 256, Activation.LINEAR));
  }

  /** Channels keep their places on the way through: what is red comes out red. */
  @Test
  void aFewColoursAreLearnt() throws IOException {
    byte[] pixels = new byte[30 * 6 * 6 * 3];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / 108;
      pixels[i] = (byte) (i % 3 == image % 3 ? 230 : 20);
    }
    ImageSet images = ImageSet.of("colours", pixels, 6, 6, 3, null, List.of(), List.of());
    int[] rows = IntStream.range(0, 30).toArray();
    try (Autoencoder model =
            Autoencoder.initialise(ConvolutionalLayers.autoencoder(6, 6, 3, 2), 1, 1);
        Trainer trainer =
            new Trainer(
                new Reconstruction(model, null, images, 10),
                TrainOptions.of(10, 5e-3, 60, 0, 1, 1),
                rows,
                rows,
                new TrainingListener() {})) {
      trainer.run();
      for (float error : model.reconstructionErrors(images)) {
        assertThat(error).isLessThan(0.01f);
      }
    }
  }

  @Test
  void zerosHaveNoDirectionAndStayZeros() {
    try (var scope = Torch.newScope()) {
      NDArray x = scope.create(new float[] {3, 4, 0, 0}, new Shape(2, 2));
      assertThat(new UnitLength().forward(x, Map.of(), false).toFloatArray())
          .containsExactly(0.6f, 0.8f, 0, 0);
    }
  }

  private static ImageSet noise(int n, int height, int width, int channels) {
    byte[] pixels = new byte[n * height * width * channels];
    new Random(1).nextBytes(pixels);
    return ImageSet.of("noise", pixels, height, width, channels, null, List.of(), List.of());
  }
}
