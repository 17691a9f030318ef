package emaki.data;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An embedded generator of images, no files: the ten hiragana of Kuzushiji-MNIST (o, ki, su, tsu,
 * na, ha, ma, ya, re, wo), each in three ways of writing, drawn by a brush that never draws the
 * same twice. 28x28 pixels, white on black.
 */
public final class Kana {
  private Kana() {}

  /**
   * Draws images. Image i of a part depends on the seed, the part and i alone, so a larger set
   * begins with the smaller one.
   *
   * @param training images of the training part, at least 1
   * @param test images of the test part, at least 1
   * @param seed of every stroke
   */
  public static Dataset generate(int training, int test, long seed) {
    int n = Math.addExact(training, test);
    int values = KanaBrush.SIDE * KanaBrush.SIDE;
    PixelBlocks pixels = PixelBlocks.allocate("kana", n, values);
    int[] labels = new int[n];
    List<List<float[][]>> glyphs = KanaGlyphs.GLYPHS;
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              RandomGenerator random =
                  i < training
                      ? Streams.of(seed, "kana-training", i)
                      : Streams.of(seed, "kana-test", i - training);
              labels[i] = random.nextInt(glyphs.size());
              List<float[][]> variants = glyphs.get(labels[i]);
              float[][] strokes = variants.get(random.nextInt(variants.size()));
              KanaBrush.draw(strokes, random, pixels.block(i), pixels.offset(i));
            });
    List<String> names = Catalogue.find("kana").orElseThrow().classNames();
    return new Dataset(
        new ImageSet("kana", pixels, KanaBrush.SIDE, KanaBrush.SIDE, 1, labels, names, List.of()),
        training);
  }
}
