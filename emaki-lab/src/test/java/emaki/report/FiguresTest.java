package emaki.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import emaki.report.CurveFigure.Series;
import emaki.report.DifferenceFigure.Difference;
import emaki.report.LatentPanels.Panel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures' pixels show what they should. */
final class FiguresTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("figures/figure.png");
  }

  @Test
  void latentsStandWhereTheyAreOnEqualScales() throws IOException {
    // So many on one spot that the last is as good as opaque.
    int n = 4000;
    float[] x = new float[n];
    float[] y = new float[n];
    int[] group = new int[n];
    for (int i = 0; i < n; i++) {
      group[i] = i % 4;
      x[i] = i % 2 == 0 ? -3 : 3;
      y[i] = i % 4 < 2 ? -1 : 1;
    }
    Panel panel =
        new Panel("a title far too long for what room there is above", "x", "y", x, y, group);
    LatentPanels.write(file, List.of(panel, panel, panel), List.of("a", "b", "c", "d"), 2);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * 2 * LatentPanels.WIDTH);
    assertThat(image.getHeight()).isBetween(4 * LatentPanels.HEIGHT, 4 * LatentPanels.HEIGHT + 100);
    BufferedImage first = image.getSubimage(0, 0, 2 * LatentPanels.WIDTH, 2 * LatentPanels.HEIGHT);
    double[][] at = new double[4][];
    for (int g = 0; g < 4; g++) {
      at[g] = middle(first, Palette.of(g));
    }
    assertThat(at[1][0] - at[0][0]).isPositive().isCloseTo(at[3][0] - at[2][0], within(1.0));
    assertThat(at[0][1] - at[2][1]).isPositive().isCloseTo(at[1][1] - at[3][1], within(1.0));
    assertThat(at[1][0] - at[0][0]).isCloseTo(3 * (at[0][1] - at[2][1]), within(6.0));
  }

  @Test
  void latentsNeedNoGroupNorReach() throws IOException {
    Panel odd =
        new Panel(
            "t",
            "x",
            "y",
            new float[] {2, Float.NaN, 2},
            new float[] {5, 1, 5},
            new int[] {-7, 0, 12});
    Panel empty = new Panel("", "x", "y", new float[0], new float[0], new int[0]);
    LatentPanels.write(file, List.of(odd, empty), List.of("a"), 4);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(4 * LatentPanels.WIDTH);
  }

  @Test
  void meansOfOneColumnStandBesideEachOther() throws IOException {
    List<String> columns = List.of("a", "b");
    double[] none = new double[0];
    double[] sd = {.02, 0};
    double[] half = {.02, Double.NaN};
    SpreadPlot.write(
        file,
        "what",
        List.of(
            new SpreadPlot.Panel(
                "accuracy",
                List.of(
                    new SpreadPlot.Series(
                        "one", columns, none, new double[] {.3, .5}, sd, false, false),
                    new SpreadPlot.Series(
                        "other",
                        columns,
                        none,
                        new double[] {.7, Double.NaN},
                        half,
                        false,
                        false)))));
    BufferedImage image = ImageIO.read(file.toFile());
    BufferedImage left = image.getSubimage(0, 0, image.getWidth() / 2, 4 * image.getHeight() / 5);
    double[] one = middle(left, Palette.of(0));
    double[] other = middle(left, Palette.of(1));
    assertThat(one[0]).isLessThan(other[0]);
    assertThat(one[1]).isGreaterThan(other[1] + 100);
    BufferedImage right =
        image.getSubimage(image.getWidth() / 2, 0, image.getWidth() / 2, 4 * image.getHeight() / 5);
    assertThat(mostDashes(right, Palette.of(0))).isEqualTo(1);
    assertThat(mostDashes(right, Palette.of(1))).isZero();
  }

  @Test
  void manyPanelsOfCurvesStandInTwos() throws IOException {
    double[] x = {1, 2};
    double[] none = new double[2];
    SpreadPlot.Panel falling = panel(x, new double[] {2, 1}, none);
    SpreadPlot.write(file, "what", List.of(falling));
    BufferedImage one = ImageIO.read(file.toFile());
    SpreadPlot.write(file, "what", List.of(falling, falling, panel(x, new double[] {1, 2}, none)));
    BufferedImage three = ImageIO.read(file.toFile());
    assertThat(three.getWidth()).isEqualTo(2 * one.getWidth());
    assertThat(three.getHeight()).isEqualTo(2 * one.getHeight());
    assertThat(three.getRGB(0, 0, one.getWidth(), one.getHeight(), null, 0, one.getWidth()))
        .isEqualTo(one.getRGB(0, 0, one.getWidth(), one.getHeight(), null, 0, one.getWidth()));
    middle(three.getSubimage(0, one.getHeight(), one.getWidth(), one.getHeight()), Palette.of(0));
  }

  @Test
  void noNameOfALegendIsCutOff() throws IOException {
    List<String> names =
        List.of(
            "Cauchy-Schwarz, sigma auto",
            "maximum mean discrepancy",
            "sliced Wasserstein",
            "energy distance",
            "Euclidean",
            "Cauchy-Schwarz, sigma 1");
    double[] x = {1, 2};
    for (int n = 2; n <= names.size(); n++) {
      List<SpreadPlot.Series> series =
          names.stream()
              .limit(n)
              .map(name -> new SpreadPlot.Series(name, List.of(), x, x, new double[2], true, false))
              .toList();
      SpreadPlot.write(file, "what", List.of(new SpreadPlot.Panel("error", series)));
      BufferedImage image = ImageIO.read(file.toFile());
      int[] edge = image.getRGB(image.getWidth() - 10, 0, 10, image.getHeight(), null, 0, 10);
      assertThat(edge).as("%s names", n).containsOnly(0xffffffff);
    }
  }

  private static SpreadPlot.Panel panel(double[] x, double[] mean, double[] sd) {
    return new SpreadPlot.Panel(
        "error", List.of(new SpreadPlot.Series("a", List.of(), x, mean, sd, true, false)));
  }

  @Test
  void oneMeanAloneIsSeen() throws IOException {
    double[] none = new double[0];
    for (double mean : new double[] {.0641, 0, -3}) {
      SpreadPlot.write(
          file,
          "what",
          List.of(
              new SpreadPlot.Panel(
                  "error",
                  List.of(
                      new SpreadPlot.Series(
                          "",
                          List.of("all"),
                          none,
                          new double[] {mean},
                          new double[1],
                          false,
                          false)))));
      middle(ImageIO.read(file.toFile()), Palette.of(0));
    }
  }

  @Test
  void floorsAreDashedInTheirCurvesColour() throws IOException {
    double[] x = IntStream.rangeClosed(1, 40).mapToDouble(i -> i).toArray();
    double[] falling = IntStream.rangeClosed(1, 40).mapToDouble(i -> 10.0 / i).toArray();
    double[] rising = IntStream.rangeClosed(1, 40).mapToDouble(i -> i / 400.0).toArray();
    for (boolean logarithmic : new boolean[] {true, false}) {
      CurveFigure.write(
          file,
          "epoch",
          "nats",
          logarithmic,
          List.of(new Series("a", x, falling, .2), new Series("b", x, rising, Double.NaN)));
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getWidth()).isEqualTo(2 * CurveFigure.WIDTH);
      BufferedImage plot = image.getSubimage(0, 0, image.getWidth(), 2 * CurveFigure.HEIGHT);
      assertThat(mostDashes(plot, Palette.of(0))).isBetween(40, 120);
      assertThat(mostDashes(plot, Palette.of(1))).isBetween(1, 8);
    }
  }

  @Test
  void curvesNeedNotBeWhole() throws IOException {
    double[] x = {1, 2, 3};
    CurveFigure.write(
        file,
        "epoch",
        "nats",
        true,
        List.of(
            new Series("gaps", x, new double[] {Double.NaN, 0, 3}, -1),
            new Series("nothing", x, new double[] {-1, 0, Double.POSITIVE_INFINITY}, Double.NaN),
            new Series("empty", new double[0], new double[0], 1)));
    assertThat(middle(ImageIO.read(file.toFile()), Palette.of(0))).isNotNull();
    CurveFigure.write(file, "epoch", "nats", true, List.of());
    assertThat(file).isNotEmptyFile();
  }

  /**
   * Counts of up to 20 classes are written in their cells, those of more have a scale beside them.
   */
  @Test
  void confusionsAreShadedByTheirCountsAndSayWhose() throws IOException {
    for (int classes : new int[] {3, 21}) {
      List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
      int[][] counts = new int[classes][classes];
      counts[0][1] = 4;
      counts[1][0] = 2;
      ConfusionFigure.write(counts, names, names, "class", "prediction", file);
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(pixels(image, 0xff86aedb)).as("the greatest count").isGreaterThan(500);
      assertThat(pixels(image, 0xffdbe6f2)).as("half of it").isGreaterThan(500);
      assertThat(pixels(image, 0xff333333)).as("words").isGreaterThan(50);
    }
  }

  /** The counts are what the figure is for: their cells stay as large as those of short names. */
  @Test
  void longNamesOfClassesLeaveTheCountsTheirRoom() throws IOException {
    int[][] counts = new int[4][4];
    counts[0][1] = 4;
    long[] cell = new long[2];
    for (int i = 0; i < 2; i++) {
      String name = i == 0 ? "o" : "a long name with many words ".repeat(4);
      List<String> names = IntStream.range(0, 4).mapToObj(c -> name + c).toList();
      ConfusionFigure.write(counts, names, names, "class", "prediction", file);
      cell[i] = pixels(ImageIO.read(file.toFile()), 0xff86aedb);
    }
    assertThat(cell[1]).isGreaterThan(cell[0] / 2);
  }

  private static long pixels(BufferedImage image, int rgb) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == rgb)
        .count();
  }

  @Test
  void intervalsReachFromEndToEnd() throws IOException {
    DifferenceFigure.write(
        file,
        "points",
        List.of(
            new Difference("apart", 2, 1, 3, new double[] {1.5, 2.5, 4}),
            new Difference("a long name ".repeat(20), 0, -2, 2, new double[] {-5, 5}),
            new Difference("one seed", 1, Double.NaN, Double.NaN, new double[] {1, Double.NaN})));
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * DifferenceFigure.WIDTH);
    int[] zero = reach(image, 40, Palette.INK, 600);
    double line = (zero[0] + zero[1]) / 2.0;
    int[] apart = reach(image, 2 * 36, Palette.of(0), 0);
    int[] together = reach(image, 2 * 80, Palette.of(5), 0);
    double unit = (apart[1] - apart[0] + 1) / 2.0;
    assertThat(unit).isGreaterThan(30);
    assertThat(apart[0] - line).isCloseTo(unit, within(3.0));
    assertThat(together[0] - line).isCloseTo(-2 * unit, within(3.0));
    assertThat(together[1] - line).isCloseTo(2 * unit, within(3.0));
    DifferenceFigure.write(file, "points", List.of());
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void picturesSayHowLargeTheyWantToBe() throws IOException {
    new Picture(30, 20).write(file);
    byte[] fine = Files.readAllBytes(file);
    assertThat(Picture.width(fine)).isEqualTo(30);
    assertThat(Picture.height(fine)).isEqualTo(20);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(60);
    ImageGrid.of(new float[28 * 28 * 6], 28, 28, 1, 3).write(file);
    assertThat(Picture.width(Files.readAllBytes(file)))
        .isEqualTo(ImageIO.read(file.toFile()).getWidth());
    assertThat(Picture.width(new byte[] {1, 2, 3})).isEqualTo(1);
  }

  /** Where a colour is, on average. */
  private static double[] middle(BufferedImage image, Color colour) {
    double[] sum = new double[2];
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (near(image.getRGB(x, y), colour)) {
          sum[0] += x;
          sum[1] += y;
          count++;
        }
      }
    }
    assertThat(count).as("pixels of %s", colour).isPositive();
    return new double[] {sum[0] / count, sum[1] / count};
  }

  /** The most separate pieces of a colour that any row has. */
  private static int mostDashes(BufferedImage image, Color colour) {
    int most = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      int pieces = 0;
      for (int x = 1; x < image.getWidth(); x++) {
        if (near(image.getRGB(x, y), colour) && !near(image.getRGB(x - 1, y), colour)) {
          pieces++;
        }
      }
      most = Math.max(most, pieces);
    }
    return most;
  }

  /** First and last pixel of a colour in a row, from some pixel on. */
  private static int[] reach(BufferedImage image, int row, Color colour, int from) {
    int[] found =
        IntStream.range(from, image.getWidth())
            .filter(x -> near(image.getRGB(x, row), colour))
            .toArray();
    assertThat(found).as("pixels of %s in row %d", colour, row).isNotEmpty();
    return new int[] {found[0], found[found.length - 1]};
  }

  private static boolean near(int rgb, Color colour) {
    Color pixel = new Color(rgb);
    return Math.abs(pixel.getRed() - colour.getRed()) < 8
        && Math.abs(pixel.getGreen() - colour.getGreen()) < 8
        && Math.abs(pixel.getBlue() - colour.getBlue()) < 8;
  }
}
