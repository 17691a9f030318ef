package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.Map;

/**
 * A fully connected layer, y = activation(x W^T + b): weight [outputs, inputs], bias [outputs].
 *
 * <p>Begins with Glorot-uniform weights and zero biases (Glorot and Bengio, 2010, eq. 16), as Keras
 * does.
 *
 * @param inputs values in
 * @param outputs values out
 */
public record Dense(int inputs, int outputs, Activation activation) implements Layer {
  public Dense {
    Expect.that(inputs >= 1 && outputs >= 1, "1 input and output or more", inputs, outputs);
  }

  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(input.equals(List.of(inputs)), "inputs " + List.of(inputs), input);
    return List.of(outputs);
  }

  @Override
  public List<TensorSpec> tensors() {
    double bound = Math.sqrt(6.0 / ((double) inputs + outputs));
    return List.of(
        TensorSpec.trained("weight", TensorSpec.Initial.uniform(bound), outputs, inputs),
        TensorSpec.trained("bias", TensorSpec.Initial.constant(0), outputs));
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return activation.apply(
        Linear.linear(x, tensors.get("weight"), tensors.get("bias")).singletonOrThrow());
  }
}
