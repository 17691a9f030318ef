package emaki.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import emaki.data.ImageSet;
import emaki.data.Kana;
import emaki.data.ViewPainter;
import emaki.data.Views;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ViewBatchTest {
  private static final ImageSet IMAGES = Kana.generate(100, 1, 3).images();

  /** By any number of threads, and one behind the other as a painter draws them. */
  @Test
  void viewsAreTheSameToTheBitForAnyNumberOfThreads() {
    int[] rows = IntStream.range(0, 100).map(i -> 99 - i).toArray();
    float[] expected = new float[2 * 70 * 784];
    ViewPainter painter = new ViewPainter(IMAGES, Views.STROKES, 5);
    for (int view = 0; view < 2; view++) {
      for (int i = 0; i < 70; i++) {
        painter.draw(rows[20 + i], 3, view, expected, (view * 70 + i) * 784);
      }
    }
    for (int threads : new int[] {1, 2, 7}) {
      ViewBatch batch = new ViewBatch(IMAGES, Views.STROKES, 2, 5, 100, threads);
      try (NDManager scope = Torch.newScope()) {
        batch.load(scope, rows, 0, 100, 2);
        var loaded = batch.load(scope, rows, 20, 70, 3);
        assertThat(loaded.getShape()).isEqualTo(new Shape(140, 784));
        assertThat(loaded.toFloatArray()).isEqualTo(expected);
      }
    }
  }
}
