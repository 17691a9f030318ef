package emaki.model;

import java.util.Locale;

/**
 * One fully connected layer on the heap, y = activation(x W^T + b): what programs without the
 * engine compute with.
 *
 * @param weight row-major [outputs, inputs]
 * @param bias [outputs]
 * @param activation {@code linear}, {@code tanh}, {@code relu} or {@code sigmoid}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record DenseWeights(float[] weight, float[] bias, String activation) {

  static DenseWeights of(Dense layer) {
    return new DenseWeights(
        layer.weight().toFloatArray(),
        layer.bias().toFloatArray(),
        layer.activation().name().toLowerCase(Locale.ROOT));
  }

  /** Values in. */
  public int inputs() {
    return weight.length / bias.length;
  }

  /** Values out. */
  public int outputs() {
    return bias.length;
  }
}
