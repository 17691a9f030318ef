package emaki.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import emaki.data.Streams;
import emaki.model.Convolution;
import emaki.model.Dense;
import emaki.model.Layer;
import emaki.model.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The matrix products and convolutions of one training step and nothing else: no step can be faster
 * than these. Three for each layer (forward, gradient of the weights, gradient of the input), save
 * that the first layer needs no gradient of its input.
 */
final class StepFloor implements AutoCloseable {
  private record Product(Layer layer, NDArray input, NDArray weight, NDArray outputGradient) {}

  private final NDManager scope = Torch.newScope();
  private final int threads;
  private final List<Product> products = new ArrayList<>();

  /**
   * @param layers one behind the other
   * @param input extents of one input of the first
   * @param batch images in a step
   * @param threads of the engine
   */
  StepFloor(List<Layer> layers, List<Integer> input, int batch, int threads) {
    this.threads = threads;
    List<Integer> from = input;
    for (Layer layer : layers) {
      List<Integer> to = layer.shape(from);
      if (layer instanceof Dense || layer instanceof Convolution) {
        List<Integer> weight = layer.tensors().get(0).shape();
        products.add(new Product(layer, inputs(batch, from), random(weight), inputs(batch, to)));
      }
      from = to;
    }
  }

  /** Runs the products once; returns the milliseconds they took. */
  double run() {
    try (Torch.Use use = Torch.enter(threads)) {
      long began = System.nanoTime();
      for (int i = 0; i < products.size(); i++) {
        Product of = products.get(i);
        try (NDManager step = scope.newSubManager()) {
          step.tempAttachAll(of.input(), of.weight(), of.outputGradient());
          if (of.layer() instanceof Convolution convolution) {
            convolve(of, convolution, i > 0);
          } else {
            multiply(of, i > 0);
          }
        }
      }
      return (System.nanoTime() - began) / 1e6;
    }
  }

  private static void multiply(Product of, boolean gradientOfInput) {
    of.input().matMul(of.weight().transpose());
    of.outputGradient().transpose().matMul(of.input());
    if (gradientOfInput) {
      of.outputGradient().matMul(of.weight());
    }
  }

  /** The engine has the gradients of a convolution by differentiation alone. */
  private static void convolve(Product of, Convolution by, boolean gradientOfInput) {
    // New leaves each time: nothing is added to the gradients of the time before.
    NDArray input = of.input().stopGradient();
    NDArray weight = of.weight().stopGradient();
    input.setRequiresGradient(gradientOfInput);
    weight.setRequiresGradient(true);
    Shape stride = new Shape(by.stride(), by.stride());
    Shape margin = new Shape(by.margin(), by.margin());
    try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      gradients.backward(
          Conv2d.conv2d(input, weight, null, stride, margin, new Shape(1, 1), 1)
              .singletonOrThrow());
    }
  }

  /** Images lie as those of {@link emaki.model.Image} do. */
  private NDArray inputs(int batch, List<Integer> extents) {
    return extents.size() == 3
        ? random(List.of(batch, extents.get(1), extents.get(2), extents.get(0)))
            .transpose(0, 3, 1, 2)
        : random(Stream.concat(Stream.of(batch), extents.stream()).toList());
  }

  private NDArray random(List<Integer> extents) {
    long[] shape = extents.stream().mapToLong(i -> i).toArray();
    RandomGenerator random = Streams.of(0, "floor", shape);
    float[] values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return scope.create(values, new Shape(shape));
  }

  @Override
  public void close() {
    scope.close();
  }
}
