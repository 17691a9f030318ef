package emaki.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.Streams;
import emaki.model.AutoencoderSpec;
import emaki.model.Dense;
import emaki.model.Layer;
import emaki.model.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The matrix products of one training step and nothing else: no step can be faster than these.
 * Three for each layer (forward, gradient of the weights, gradient of the input), save that the
 * first layer needs no gradient of its input.
 */
final class GemmFloor implements AutoCloseable {
  private record Product(NDArray input, NDArray weight, NDArray outputGradient) {}

  private final NDManager scope = Torch.newScope();
  private final int threads;
  private final List<Product> products = new ArrayList<>();

  /**
   * @param batch images in a step
   * @param threads of the engine
   */
  GemmFloor(AutoencoderSpec spec, int batch, int threads) {
    this.threads = threads;
    List<Layer> layers = new ArrayList<>(spec.encoder());
    layers.addAll(spec.decoder());
    for (Layer layer : layers) {
      if (layer instanceof Dense dense) {
        products.add(
            new Product(
                random(batch, dense.inputs()),
                random(dense.outputs(), dense.inputs()),
                random(batch, dense.outputs())));
      }
    }
  }

  /** Runs the products once; returns the milliseconds they took. */
  double run() {
    try (Torch.Use use = Torch.enter(threads)) {
      long began = System.nanoTime();
      for (int i = 0; i < products.size(); i++) {
        multiply(products.get(i), i > 0);
      }
      return (System.nanoTime() - began) / 1e6;
    }
  }

  private void multiply(Product of, boolean gradientOfInput) {
    try (NDManager step = scope.newSubManager()) {
      step.tempAttachAll(of.input(), of.weight(), of.outputGradient());
      of.input().matMul(of.weight().transpose());
      of.outputGradient().transpose().matMul(of.input());
      if (gradientOfInput) {
        of.outputGradient().matMul(of.weight());
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
