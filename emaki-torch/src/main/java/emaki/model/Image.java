package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * Pixels as images: [n, height * width * channels] -> [n, channels, height, width]. In memory the
 * channels of a pixel stay side by side, which the layers behind take over: so the engine goes over
 * them in vector lanes, where sums of a plane go one value at a time.
 */
public record Image(int height, int width, int channels) implements Layer {
  @Override
  public List<Integer> shape(List<Integer> input) {
    int values = Math.multiplyExact(Math.multiplyExact(height, width), channels);
    Expect.that(input.equals(List.of(values)), values + " values of an image", input);
    return List.of(channels, height, width);
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    long n = x.getShape().get(0);
    return x.reshape(n, height, width, channels).transpose(0, 3, 1, 2);
  }
}
