package emaki.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * Each pixel as a square of 2 x 2: [n, c, h, w] -> [n, c, height, width], the last row or column
 * dropped where the size asked for is odd. A convolution behind it enlarges without the
 * chequerboards that transposed convolutions leave (Odena, Dumoulin and Olah, 2016,
 * doi:10.23915/distill.00003).
 *
 * @param height 2 h or 2 h - 1
 * @param width 2 w or 2 w - 1
 */
public record Upsample(int height, int width) implements Layer {
  public Upsample {
    Expect.that(height >= 1 && width >= 1, "an image", height, width);
  }

  @Override
  public List<Integer> shape(List<Integer> input) {
    Expect.that(
        input.size() == 3 && input.get(1) == (height + 1) / 2 && input.get(2) == (width + 1) / 2,
        "an image of half of %dx%d".formatted(height, width),
        input);
    return List.of(input.get(0), height, width);
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    long n = x.getShape().get(0);
    long c = x.getShape().get(1);
    long h = x.getShape().get(2);
    long w = x.getShape().get(3);
    // By pixels with all their channels, as they lie in memory.
    NDArray doubled =
        x.transpose(0, 2, 3, 1)
            .reshape(n, h, 1, w, 1, c)
            .broadcast(n, h, 2, w, 2, c)
            .reshape(n, 2 * h, 2 * w, c);
    NDArray sized =
        2 * h == height && 2 * w == width
            ? doubled
            : doubled.get(":, :%d, :%d".formatted(height, width));
    return sized.transpose(0, 3, 1, 2);
  }
}
