package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

final class KanaTest {
  @Test
  void sameSeedSameImagesWhateverTheThreadsAndTheNumber() {
    ImageSet large = Kana.generate(600, 50, 1).images();
    String alone =
        new ForkJoinPool(1).submit(() -> Kana.generate(600, 50, 1).images().sha256()).join();
    assertThat(alone).isEqualTo(large.sha256());
    ImageSet small = Kana.generate(200, 50, 1).images();
    for (int i = 0; i < 200; i++) {
      assertThat(image(small, i)).isEqualTo(image(large, i));
    }
    assertThat(image(small, 249)).isEqualTo(image(large, 649));
    assertThat(Kana.generate(600, 50, 2).images().sha256()).isNotEqualTo(large.sha256());
  }

  @Test
  void everyClassIsThereAndNoImageIsBlankOrFull() {
    ImageSet set = Kana.generate(2000, 1, 0).images();
    int[] counts = new int[10];
    for (int i = 0; i < set.size(); i++) {
      counts[set.label(i)]++;
      int ink = 0;
      for (byte pixel : image(set, i)) {
        ink += (pixel & 0xff) > 127 ? 1 : 0;
      }
      assertThat(ink).as("inked pixels of image %d", i).isBetween(15, 450);
    }
    for (int count : counts) {
      assertThat(count).isBetween(140, 260);
    }
  }

  /**
   * Learnable, and not trivially: the nearest of 3000 images has the right class mostly, not
   * always.
   */
  @Test
  void neighboursShareTheirClassMostly() {
    ImageSet set = Kana.generate(3000, 300, 0).images();
    int right = 0;
    float[] one = new float[784];
    float[] other = new float[784];
    for (int i = 3000; i < 3300; i++) {
      set.copyTo(i, one, 0);
      double nearest = Double.POSITIVE_INFINITY;
      int label = -1;
      for (int j = 0; j < 3000; j++) {
        set.copyTo(j, other, 0);
        double distance = 0;
        for (int p = 0; p < 784; p++) {
          distance += (one[p] - other[p]) * (one[p] - other[p]);
        }
        if (distance < nearest) {
          nearest = distance;
          label = set.label(j);
        }
      }
      right += label == set.label(i) ? 1 : 0;
    }
    assertThat(right / 300.0).isBetween(0.70, 0.97);
  }

  @Test
  void classesHaveTheirOwnScriptWhereTheyAreThese() {
    ImageSet kana = Kana.generate(10, 10, 1).images();
    assertThat(Catalogue.script("kana", kana.classNames())).hasSize(10).startsWith("お", "き");
    assertThat(Catalogue.script("kmnist", kana.classNames())).endsWith("れ", "を");
    assertThat(Catalogue.script("kana", List.of("cat", "dog"))).isEmpty();
    assertThat(Catalogue.script("a folder", kana.classNames())).isEmpty();
  }

  private static byte[] image(ImageSet set, int row) {
    byte[] pixels = new byte[set.values()];
    set.copyBytes(row, pixels, 0);
    return pixels;
  }
}
