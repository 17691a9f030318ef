package emaki.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import emaki.data.ImageSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Runs images through a network a batch at a time, with no memory for differentiation. */
final class Inference {
  private static final int MOST_ROWS = 1000;

  /** Values of one batch's input, at most: large images go a few at a time. */
  private static final int MOST_VALUES = 1 << 24;

  private Inference() {}

  /** Rows to take at a time where each holds so many values. */
  static int batch(int n, int values) {
    return Math.max(1, Math.min(Math.min(n, MOST_ROWS), MOST_VALUES / values));
  }

  /**
   * What a network makes of every image, row-major [n, width].
   *
   * @param forward pixels in [0, 1], [count, values] -> [count, width] or [count]
   * @param width values for each image
   * @param threads of the engine
   */
  static float[] run(ImageSet images, int width, int threads, UnaryOperator<NDArray> forward) {
    int batch = batch(images.size(), images.values());
    return run(new PixelBatch(images, batch), images.size(), width, batch, threads, forward);
  }

  /**
   * The same of other inputs.
   *
   * @param n rows 0 to n - 1 are taken
   * @param batch rows at a time
   */
  static float[] run(
      Inputs inputs, int n, int width, int batch, int threads, UnaryOperator<NDArray> forward) {
    int[] rows = IntStream.range(0, n).toArray();
    float[] results = new float[Math.multiplyExact(n, width)];
    for (int from = 0; from < n; from += batch) {
      int count = Math.min(batch, n - from);
      try (Torch.Use use = Torch.infer(threads);
          NDManager step = Torch.newScope()) {
        float[] part = forward.apply(inputs.load(step, rows, from, count, 0)).toFloatArray();
        System.arraycopy(part, 0, results, from * width, part.length);
      }
    }
    return results;
  }
}
