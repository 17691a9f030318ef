package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.Streams;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The matrix products of one training step and nothing else: no step can be faster than these.
 * Three for each layer (forward, gradient of the weights, gradient of the input), save that the
 * first layer needs no gradient of its input.
 */
final class GemmFloor implements AutoCloseable {
  private record Layer(NDArray input, NDArray weight, NDArray outputGradient) {}

  private final NDManager scope = Torch.newScope();
  private final int threads;
  private final List<Layer> layers = new ArrayList<>();

  /**
   * @param batch images in a step
   * @param threads of the engine
   */
  GemmFloor(AutoencoderSpec spec, int batch, int threads) {
    this.threads = threads;
    try (Autoencoder model = Autoencoder.initialise(spec, 0, threads)) {
      for (Map.Entry<String, NDArray> parameter : model.parameters().entrySet()) {
        Shape shape = parameter.getValue().getShape();
        if (shape.dimension() == 2) {
          layers.add(
              new Layer(
                  random(batch, shape.get(1)),
                  random(shape.get(0), shape.get(1)),
                  random(batch, shape.get(0))));
        }
      }
    }
  }

  /** Runs the products once; returns the milliseconds they took. */
  double run() {
    try (Torch.Use use = Torch.enter(threads)) {
      long began = System.nanoTime();
      for (int i = 0; i < layers.size(); i++) {
        multiply(layers.get(i), i > 0);
      }
      return (System.nanoTime() - began) / 1e6;
    }
  }

  private void multiply(Layer layer, boolean gradientOfInput) {
    try (NDManager step = scope.newSubManager()) {
      step.tempAttachAll(layer.input(), layer.weight(), layer.outputGradient());
      layer.input().matMul(layer.weight().transpose());
      layer.outputGradient().transpose().matMul(layer.input());
      if (gradientOfInput) {
        layer.outputGradient().matMul(layer.weight());
      }
    }
  }

  private NDArray random(long rows, long columns) {
    RandomGenerator random = Streams.of(0, "floor", rows, columns);
    float[] values = new float[(int) (rows * columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return scope.create(values, new Shape(rows, columns));
  }

  @Override
  public void close() {
    scope.close();
  }
}
