package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import emaki.data.ImageSet;
import emaki.data.Safetensors;
import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Torch;
import emaki.prior.Prior;
import emaki.prior.Priors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gradient of an autoencoder's whole loss, reconstruction plus lambda times the divergence, by
 * every weight of encoder and decoder: through the engine and the pairwise kernels at once.
 *
 * <p>The engine sees the divergence only as a linear term that has its slope, so what it
 * differentiates is not the loss. The loss is therefore worked out here from the weights, in double
 * and by its formulas alone; that also lets the central differences be far finer than float32.
 */
final class WholeLossGradientTest {
  private static final int BATCH = 24;
  private static final int SEED = 5;
  private static final int STEP = 7;
  private static final AutoencoderSpec SMALL =
      new AutoencoderSpec.Stacked(4, 3, 1, List.of(7, 5), 3);

  @ParameterizedTest
  @CsvSource({
    "gaussian, 1, 0.5, 24",
    "swiss-roll, 0.7, 0.1, 24",
    "gaussian-mixture, 2, 3, 24",
    "gaussian, 1, 0.5, 6",
    "none, 1, 0, 24",
  })
  void isThatOfTheLoss(String shape, double sigma, double lambda, int count) {
    follows(shape, sigma, Weight.of(lambda), count);
  }

  /**
   * By a share of the error the step is along error + lambda * divergence, lambda held still, which
   * is the error times the slope of log(error) + share * divergence.
   */
  @Test
  void isThatOfTheLogarithmOfTheErrorWhereTheWeightIsAShareOfIt() {
    follows("gaussian", 1, new Weight(2.5, true), BATCH);
  }

  private static void follows(String shape, double sigma, Weight weight, int count) {
    ImageSet images = images();
    Prior prior = Priors.parse(shape, SMALL.latentDim()).orElse(null);
    Regulariser regulariser =
        prior == null ? null : new Regulariser(prior, new CauchySchwarz(sigma, 2), weight, SEED);
    double[] target =
        prior == null
            ? new double[0]
            : doubles(prior.sample(count, Streams.of(SEED, "prior", STEP)));
    // A rest of a few images is drawn by its share, not as hard as a whole batch.
    Loss plain = new Loss(pixels(images, count), target, sigma, 0);
    try (Autoencoder model = Autoencoder.initialise(SMALL, SEED, 2);
        NDManager scope = Torch.newScope()) {
      Map<String, double[]> weights = disturb(model);
      double lambda = weight.lambda(plain.of(weights));
      Loss loss = new Loss(plain.pixels(), target, sigma, lambda * count / BATCH);
      Reconstruction objective = new Reconstruction(model, regulariser, images, BATCH);
      model.parameters().values().forEach(tensor -> tensor.setRequiresGradient(true));
      try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
        int[] rows = IntStream.range(0, BATCH).toArray();
        Objective.Forward forward =
            objective.forward(scope, rows, 0, count, new Moment(STEP, 0.5, new StepClock()));
        gradients.backward(forward.gradientOf());
        assertThat(forward.losses().total()).isCloseTo(loss.of(weights), within(1e-5));
      }
      model
          .parameters()
          .forEach(
              (name, tensor) -> {
                double[] slopes = loss.slopes(weights, name);
                double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
                assertThat(doubles(tensor.getGradient().toFloatArray()))
                    .as(name)
                    .containsExactly(slopes, within(3e-5 * largest));
              });
    }
  }

  /** The loss of a batch by its formulas, and by how much it moves with each weight. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Loss(double[][] pixels, double[] target, double sigma, double lambda) {
    double of(Map<String, double[]> weights) {
      double error = 0;
      double[] latents = new double[0];
      for (double[] image : pixels) {
        double[] z = image;
        z = layer(weights, "encoder.0", z, Math::tanh);
        z = layer(weights, "encoder.1", z, Math::tanh);
        z = layer(weights, "encoder.2", z, a -> a);
        double[] x = layer(weights, "decoder.0", z, a -> Math.max(0, a));
        x = layer(weights, "decoder.1", x, a -> Math.max(0, a));
        x = layer(weights, "decoder.2", x, a -> 1 / (1 + Math.exp(-a)));
        for (int i = 0; i < x.length; i++) {
          error += (x[i] - image[i]) * (x[i] - image[i]) / (x.length * pixels.length);
        }
        int end = latents.length;
        latents = Arrays.copyOf(latents, end + z.length);
        System.arraycopy(z, 0, latents, end, z.length);
      }
      return lambda == 0 ? error : error + lambda * divergence(latents);
    }

    /** CSD = log V(X) + log V(Y) - 2 log V(X, Y). */
    private double divergence(double[] x) {
      return Math.log(potential(x, x))
          + Math.log(potential(target, target))
          - 2 * Math.log(potential(x, target));
    }

    private double potential(double[] x, double[] y) {
      int k = SMALL.latentDim();
      double sum = 0;
      for (int i = 0; i < x.length; i += k) {
        for (int j = 0; j < y.length; j += k) {
          double squared = 0;
          for (int d = 0; d < k; d++) {
            squared += (x[i + d] - y[j + d]) * (x[i + d] - y[j + d]);
          }
          sum += Math.exp(-squared / (4 * sigma * sigma));
        }
      }
      return sum * k * k / x.length / y.length;
    }

    private static double[] layer(
        Map<String, double[]> weights, String name, double[] x, DoubleUnaryOperator activation) {
      double[] weight = weights.get(name + ".weight");
      double[] y = weights.get(name + ".bias").clone();
      for (int o = 0; o < y.length; o++) {
        for (int i = 0; i < x.length; i++) {
          y[o] += weight[o * x.length + i] * x[i];
        }
        y[o] = activation.applyAsDouble(y[o]);
      }
      return y;
    }

    /** By central differences. */
    double[] slopes(Map<String, double[]> weights, String name) {
      double step = 1e-5;
      double[] weight = weights.get(name);
      double[] slopes = new double[weight.length];
      for (int i = 0; i < weight.length; i++) {
        double before = weight[i];
        weight[i] = before + step;
        double above = of(weights);
        weight[i] = before - step;
        slopes[i] = (above - of(weights)) / (2 * step);
        weight[i] = before;
      }
      return slopes;
    }
  }

  /** Gives a network weights, biases too, that leave nothing at zero; what they are, by name. */
  private static Map<String, double[]> disturb(Autoencoder model) {
    Random random = new Random(SEED);
    Map<String, Safetensors.Tensor> stored = model.weights();
    Map<String, double[]> weights = new LinkedHashMap<>();
    stored.forEach(
        (name, tensor) -> {
          for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] += (float) random.nextDouble(-0.5, 0.5);
          }
          weights.put(name, doubles(tensor.values()));
        });
    model.restore(stored, "the test");
    return weights;
  }

  private static ImageSet images() {
    byte[] pixels = new byte[BATCH * SMALL.inputs()];
    new Random(SEED).nextBytes(pixels);
    return ImageSet.of(
        "noise", pixels, SMALL.height(), SMALL.width(), 1, null, List.of(), List.of());
  }

  private static double[][] pixels(ImageSet images, int count) {
    double[][] pixels = new double[count][];
    for (int row = 0; row < count; row++) {
      float[] image = new float[images.values()];
      images.copyTo(row, image, 0);
      pixels[row] = doubles(image);
    }
    return pixels;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
