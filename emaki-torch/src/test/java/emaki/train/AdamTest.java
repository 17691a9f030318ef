package emaki.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import emaki.model.Torch;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AdamTest {
  /** Step by step as Kingma and Ba's algorithm 1 reads, gradients of both signs. */
  @Test
  void followsTheAlgorithm() {
    double rate = 0.05;
    double[] w = {0, 10, -4};
    double[] m = new double[3];
    double[] v = new double[3];
    try (Torch.Use use = Torch.enter(1);
        NDManager scope = Torch.newScope()) {
      NDArray parameter = scope.create(new float[] {0, 10, -4});
      try (Adam adam = new Adam(scope, Map.of("w", parameter), 0)) {
        for (int step = 1; step <= 50; step++) {
          try (NDManager inner = scope.newSubManager();
              GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            inner.tempAttachAll(parameter);
            gradients.backward(parameter.sub(3).square().sum());
          }
          adam.update(step, rate);
          for (int i = 0; i < 3; i++) {
            double g = 2 * (w[i] - 3);
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.999 * v[i] + 0.001 * g * g;
            w[i] -=
                rate
                    * (m[i] / (1 - Math.pow(0.9, step)))
                    / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8);
          }
        }
        for (int i = 0; i < 3; i++) {
          assertThat((double) parameter.toFloatArray()[i]).isCloseTo(w[i], within(1e-3));
        }
      }
    }
  }

  /** Loshchilov and Hutter's algorithm 2: weights shrink beside the gradient, biases do not. */
  @Test
  void decaysWeightsButNoBiases() {
    double rate = 0.05;
    double decay = 0.1;
    double[] w = {2, -1};
    double[] m = new double[2];
    double[] v = new double[2];
    double[] bias = {2, -1};
    double[] bm = new double[2];
    double[] bv = new double[2];
    try (Torch.Use use = Torch.enter(1);
        NDManager scope = Torch.newScope()) {
      NDArray weight = scope.create(new float[] {2, -1}, new Shape(1, 2));
      NDArray offset = scope.create(new float[] {2, -1});
      try (Adam adam = new Adam(scope, Map.of("w", weight, "b", offset), decay)) {
        for (int step = 1; step <= 20; step++) {
          try (NDManager inner = scope.newSubManager();
              GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            inner.tempAttachAll(weight, offset);
            gradients.backward(weight.sub(3).square().sum().add(offset.sub(3).square().sum()));
          }
          adam.update(step, rate);
          step(w, m, v, step, rate, decay);
          step(bias, bm, bv, step, rate, 0);
        }
        for (int i = 0; i < 2; i++) {
          assertThat((double) weight.toFloatArray()[i]).isCloseTo(w[i], within(1e-4));
          assertThat((double) offset.toFloatArray()[i]).isCloseTo(bias[i], within(1e-4));
        }
      }
    }
  }

  /** What threads share is updated as what one does alone. */
  @Test
  void manyWeightsGoTheWayOfFew() {
    int many = 300_000;
    float[] starts = new float[many];
    for (int i = 0; i < many; i++) {
      starts[i] = i % 5 - 2;
    }
    try (Torch.Use use = Torch.enter(2);
        NDManager scope = Torch.newScope()) {
      NDArray large = scope.create(starts, new Shape(many / 100, 100));
      NDArray small = scope.create(new float[] {-2, -1, 0, 1, 2}, new Shape(1, 5));
      try (Adam adam = new Adam(scope, Map.of("large", large, "small", small), 0.1)) {
        for (int step = 1; step <= 20; step++) {
          try (NDManager inner = scope.newSubManager();
              GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            inner.tempAttachAll(large, small);
            gradients.backward(large.sub(3).square().sum().add(small.sub(3).square().sum()));
          }
          adam.update(step, 0.05);
        }
        float[] few = small.toFloatArray();
        float[] all = large.toFloatArray();
        for (int i = 0; i < many; i++) {
          assertThat(all[i]).isCloseTo(few[i % 5], within(1e-5f));
        }
        assertThat(few[0]).isGreaterThan(-1.5f);
      }
    }
  }

  private static void step(
      double[] w, double[] m, double[] v, int step, double rate, double decay) {
    for (int i = 0; i < w.length; i++) {
      double g = 2 * (w[i] - 3);
      m[i] = 0.9 * m[i] + 0.1 * g;
      v[i] = 0.999 * v[i] + 0.001 * g * g;
      w[i] -=
          rate
              * (m[i]
                      / (1 - Math.pow(0.9, step))
                      / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8)
                  + decay * w[i]);
    }
  }
}
