package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import java.util.Map;

/**
 * A 2-D convolution: weight [filters, channels, kernel, kernel], bias [filters].
 *
 * <p>Begins with He-uniform weights and zero biases (He, Zhang, Ren and Sun, 2015, eq. 10).
 *
 * @param kernel side of the square that it looks at
 * @param stride pixels from one place to the next
 * @param margin zeros around the image
 */
public record Convolution(
    int channels, int filters, int kernel, int stride, int margin, Activation activation)
    implements Layer {
  public Convolution {
    Expect.that(channels >= 1 && filters >= 1, "1 channel or more", channels, filters);
    Expect.that(
        kernel >= 1 && stride >= 1 && margin >= 0,
        "a kernel, a stride and a margin",
        kernel,
        stride,
        margin);
  }

  /** With as much margin as a stride of 1 needs to keep the image's size, by an odd kernel. */
  public static Convolution sameSize(
      int channels, int filters, int kernel, int stride, Activation activation) {
    return new Convolution(channels, filters, kernel, stride, kernel / 2, activation);
  }

  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(
        input.size() == 3 && input.get(0) == channels, channels + " channels of an image", input);
    return List.of(filters, extent(input.get(1)), extent(input.get(2)));
  }

  private int extent(int size) {
    Expect.that(size + 2 * margin >= kernel, "an image that holds the kernel", size, kernel);
    return (size + 2 * margin - kernel) / stride + 1;
  }

  @Override
  public List<TensorSpec> tensors() {
    double bound = Math.sqrt(6.0 / ((double) channels * kernel * kernel));
    return List.of(
        TensorSpec.trained(
            "weight", TensorSpec.Initial.uniform(bound), filters, channels, kernel, kernel),
        TensorSpec.trained("bias", TensorSpec.Initial.constant(0), filters));
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return activation.apply(
        Conv2d.conv2d(
                x,
                tensors.get("weight"),
                tensors.get("bias"),
                new Shape(stride, stride),
                new Shape(margin, margin),
                new Shape(1, 1),
                1)
            .singletonOrThrow());
  }
}
