package emaki.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.data.Streams;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PriorsTest {
  private static final int N = 20_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gaussian",
        "gaussian-mixture:components=7,spread=4,width=0.5",
        "swiss-roll",
        "s-curve:scale=2",
        "ring",
        "uniform-cube"
      })
  void samplesComeFromTheStreamAndSpecsReadBack(String spec) {
    Prior prior = prior(spec, 3);
    float[] sample = prior.sample(50, Streams.of(1, "a"));
    assertThat(sample).hasSize(150).isEqualTo(prior.sample(50, Streams.of(1, "a")));
    assertThat(sample).isNotEqualTo(prior.sample(50, Streams.of(2, "a")));
    assertThat(prior(prior.spec(), 3).sample(50, Streams.of(1, "a"))).isEqualTo(sample);
  }

  @Test
  void gaussianHasUnitMoments() {
    double[][] moments = moments(prior("gaussian", 5));
    for (double[] moment : moments) {
      assertThat(moment[0]).isCloseTo(0, within(0.03));
      assertThat(moment[1]).isCloseTo(1, within(0.04));
    }
  }

  /** scikit-learn's make_swiss_roll: t = 1.5 pi (1 + 2u), (t cos t, 21 v, t sin t). */
  @Test
  void swissRollIsScikitLearns() {
    float[] sample = prior("swiss-roll", 3).sample(N, Streams.of(0, "roll"));
    double heights = 0;
    double angles = 0;
    for (int i = 0; i < sample.length; i += 3) {
      double t = Math.hypot(sample[i], sample[i + 2]);
      assertThat(t).isBetween(1.5 * Math.PI - 1e-3, 4.5 * Math.PI + 1e-3);
      assertThat(sample[i]).isCloseTo((float) (t * Math.cos(t)), within(2e-3f));
      assertThat(sample[i + 1]).isBetween(0f, 21f);
      heights += sample[i + 1];
      angles += t;
    }
    assertThat(heights / N).isCloseTo(10.5, within(0.15));
    assertThat(angles / N).isCloseTo(3 * Math.PI, within(0.07));
    assertThat(new SwissRoll(1).at(0, 1))
        .containsExactly(new float[] {0, 21, (float) (-1.5 * Math.PI)}, within(1e-5f));
  }

  @Test
  void sCurveIsScikitLearns() {
    float[] sample = prior("s-curve:scale=1", 3).sample(N, Streams.of(0, "s"));
    for (int i = 0; i < sample.length; i += 3) {
      double z = sample[i + 2];
      // (|z| - 1)^2 + x^2 = 1 on both half circles.
      assertThat(Math.pow(Math.abs(z) - 1, 2) + sample[i] * sample[i]).isCloseTo(1, within(1e-4));
      assertThat(sample[i + 1]).isBetween(0f, 2f);
    }
  }

  @Test
  void ringAndCube() {
    float[] ring = prior("ring:radius=4,width=0.1", 3).sample(N, Streams.of(0, "r"));
    double sum = 0;
    for (int i = 0; i < ring.length; i += 3) {
      sum += Math.hypot(ring[i], ring[i + 1]);
    }
    assertThat(sum / N).isCloseTo(4, within(0.01));
    for (double[] moment : moments(prior("uniform-cube", 4))) {
      assertThat(moment[0]).isCloseTo(0, within(0.03));
      assertThat(moment[1]).isCloseTo(1, within(0.03));
    }
  }

  @ParameterizedTest
  @CsvSource({"2,10,0.6", "3,10,0.8", "10,10,1.0", "30,100,0.8", "10,1000,0.6", "1000,20,1.3"})
  void centresLieApartOnASphere(int k, int components, double apart) {
    double[][] centres = new GaussianMixture(k, components, 1, 1).centres();
    for (int a = 0; a < components; a++) {
      assertThat(norm(centres[a], new double[k])).isCloseTo(1, within(1e-9));
      for (int b = 0; b < a; b++) {
        assertThat(norm(centres[a], centres[b])).isGreaterThan(apart);
      }
    }
  }

  /**
   * Runs that were made before are made again: up to 100 components in up to 32 dimensions, each
   * centre is the best of 2000 candidates, found here the slow way. (No figures: a JDK's normal
   * numbers are its own.)
   */
  @ParameterizedTest
  @CsvSource({"4,10", "10,100", "30,40"})
  void centresStayWhereTheyWere(int k, int components) {
    double[][] expected = new double[components][];
    for (int placed = 0; placed < components; placed++) {
      RandomGenerator random = Streams.of(0, "sphere", placed, k);
      double furthest = -1;
      for (int candidate = 0; candidate < 2000; candidate++) {
        double[] point = new double[k];
        for (int d = 0; d < k; d++) {
          point[d] = random.nextGaussian();
        }
        double length = norm(point, new double[k]);
        for (int d = 0; d < k; d++) {
          point[d] /= length;
        }
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < placed; i++) {
          nearest = Math.min(nearest, norm(expected[i], point));
        }
        if (nearest > furthest) {
          furthest = nearest;
          expected[placed] = point;
        }
      }
    }
    assertThat(new GaussianMixture(k, components, 1, 1).centres()).isDeepEqualTo(expected);
  }

  /** Finding a thousand centres takes as long as drawing a million points: once is enough. */
  @Test
  void mixtureFindsItsCentresOnce() {
    GaussianMixture mixture = new GaussianMixture(10, 1000, 1, 1);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 5000; i++) {
            mixture.sample(1, Streams.of(i, "m"));
            mixture.centres();
          }
        });
    mixture.centres()[0][0] = 9;
    assertThat(mixture.centres()[0][0]).isNotEqualTo(9);
  }

  @Test
  void mixtureDrawsEveryComponentAlike() {
    GaussianMixture mixture = new GaussianMixture(3, 10, 20, 0.5);
    int[] counts = new int[10];
    double[][] centres = mixture.centres();
    float[] sample = mixture.sample(N, Streams.of(0, "m"));
    for (int i = 0; i < N; i++) {
      double[] point = {sample[3 * i], sample[3 * i + 1], sample[3 * i + 2]};
      for (int c = 0; c < 10; c++) {
        counts[c] += norm(point, centres[c]) < 5 ? 1 : 0;
      }
    }
    for (int count : counts) {
      assertThat(count).isBetween(1850, 2150);
    }
  }

  @Test
  void pointsOfTheUsersOwn() throws IOException {
    Path csv = Files.writeString(folder.resolve("p.csv"), "x,y\n1,2\n\n3,4\n");
    Prior cloud = prior("points:" + csv, 2);
    float[] sample = cloud.sample(100, Streams.of(0, "p"));
    for (int i = 0; i < sample.length; i += 2) {
      assertThat(sample[i + 1]).isEqualTo(sample[i] + 1);
      assertThat(sample[i]).isIn(1f, 3f);
    }
    Path npz = folder.resolve("p.npz");
    Npz.write(npz, Map.of("points", NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2)));
    assertThat(prior("points:" + npz, 2).sample(9, Streams.of(0, "p")))
        .isEqualTo(cloud.sample(9, Streams.of(0, "p")));
  }

  /** What a run keeps reads back to the same values, odd ones among them. */
  @Test
  void pointsAreWrittenAsTheyWereRead() throws IOException {
    Path csv = Files.writeString(folder.resolve("p.csv"), "0.1,-2,1e-40\n3.3333333,3e38,-0.0\n");
    PointCloud cloud = (PointCloud) prior("points:" + csv, 3);
    Path npz = folder.resolve("kept.npz");
    cloud.write(npz);
    NpyArray array = Npz.read(npz).get("points");
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.floats()).containsExactly(0.1f, -2, 1e-40f, 3.3333333f, 3e38f, -0.0f);
    Files.delete(csv);
    assertThat(prior("points:" + npz, 3).sample(50, Streams.of(0, "p")))
        .isEqualTo(cloud.sample(50, Streams.of(0, "p")));
  }

  @Test
  void checkLeavesTheFileUnread() {
    assertThatCode(() -> Priors.check("points:nowhere.csv", 3)).doesNotThrowAnyException();
    for (String spec : new String[] {"none", "gaussian", "ring:radius=2", "swiss-roll:scale=2"}) {
      assertThatCode(() -> Priors.check(spec, 3)).as(spec).doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> Priors.check("swiss-roll", 2)).hasMessageContaining("latent-dim 3");
    assertThatThrownBy(() -> Priors.check("ring", 1)).hasMessageContaining("2 dimensions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "swisroll",
        "points",
        "swiss-roll:size=3",
        "ring:radius=-1",
        "points:",
        "points: "
      })
  void checkRefusesWhatParseRefuses(String spec) {
    for (ThrowingCallable call :
        new ThrowingCallable[] {() -> Priors.check(spec, 3), () -> Priors.parse(spec, 3)}) {
      assertThatThrownBy(call)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("prior " + spec + ": ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "swisroll | no such prior",
        "swiss-roll:size=3 | no such option: size",
        "ring:radius=1,radius=2 | each option once",
        "ring:radius | each option once",
        "ring:radius=-1 | radius=-1",
        "ring:radius=NaN | radius=NaN",
        "gaussian-mixture:components=2.5 | components=2.5",
        "gaussian-mixture:components=0 | components=0",
        "gaussian-mixture:components=1001 | a whole number from 1 to 1000",
        "points:nowhere.csv | nowhere.csv",
        "points:nowhere.npz | nowhere.npz",
        "points: | names no file"
      })
  void mistakesAreNamed(String spec, String message) {
    assertThatThrownBy(() -> Priors.parse(spec, 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void wrongDimensionsAndDamagedPointsAreNamed() throws IOException {
    assertThatThrownBy(() -> Priors.parse("swiss-roll", 2)).hasMessageContaining("latent-dim 3");
    assertThatThrownBy(() -> Priors.parse("ring", 1)).hasMessageContaining("2 dimensions");
    Map<String, String> damaged =
        Map.of(
            "1,2\n3\n",
            "point 2 has 1",
            "a,b\nc,d\n",
            "line 2",
            "",
            "no points",
            "1,NaN\n",
            "NaN",
            "1,2\n",
            "holds one point",
            "1,2\n1,2\n1,2\n",
            "one point again and again",
            "0,2\n-0.0,2\n",
            "one point again and again");
    for (Map.Entry<String, String> entry : damaged.entrySet()) {
      Path csv = Files.writeString(folder.resolve("d.csv"), entry.getKey());
      assertThatThrownBy(() -> Priors.parse("points:" + csv, 2))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("d.csv")
          .hasMessageContaining(entry.getValue());
    }
    assertThat(Priors.parse("none", 7)).isEmpty();
  }

  /** Only a line without any number is names: a first point must not go unnoticed. */
  @ParameterizedTest
  @ValueSource(
      strings = {"1,2,nan", "NaN,1,2", "x,1,2", "1;2;3", "nan,nan,nan", "1.5,2,3e", "-inf,a,b"})
  void aFirstLineWithANumberIsNoHeader(String line) throws IOException {
    Path csv = Files.writeString(folder.resolve("h.csv"), line + "\n4,5,6\n");
    assertThatThrownBy(() -> Priors.parse("points:" + csv, 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("h.csv");
    if (!line.startsWith("NaN")) {
      assertThatThrownBy(() -> Priors.parse("points:" + csv, 3)).hasMessageContaining("line 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x,y\n", "\"name of x\",\"and of y\"\n", "\uFEFF", "\uFEFFx,y\n", "\n\n"})
  void namesAndMarksOfByteOrderArePassedOver(String before) throws IOException {
    Path csv = Files.writeString(folder.resolve("h.csv"), before + "7,8\n7,9\n");
    assertThat(prior("points:" + csv, 2).sample(50, Streams.of(0, "h"))).containsOnly(7, 8, 9);
  }

  @Test
  void whatIsNoFileOrTooLargeIsNotRead() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          refused(pipe, "no ordinary file");
          refused(folder, "no ordinary file");
          refused(folder.resolve("nowhere.csv"), "nowhere.csv: no such file");
          Path large = folder.resolve("large.csv");
          try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(1L << 40);
          }
          refused(large, "1048576 MB of text");
          Path latin = folder.resolve("latin.csv");
          Files.write(latin, new byte[] {'h', (byte) 0xf6, 'h', 'e', '\n', '1', '\n'});
          refused(latin, "UTF-8");
        });
  }

  /** A run's latents are points too. */
  @Test
  void latentsOfARunArePoints() throws IOException {
    Path npz = folder.resolve("latents.npz");
    Npz.write(
        npz,
        Map.of(
            "labels", NpyArray.of(new int[] {0, 1}, 2),
            "latents", NpyArray.of(new float[] {1, 2, 1, 3}, 2, 2)));
    assertThat(prior("points:" + npz, 2).sample(50, Streams.of(0, "l"))).containsOnly(1, 2, 3);
    Npz.write(npz, Map.of("a", NpyArray.of(new int[] {0}, 1), "b", NpyArray.of(new int[] {0}, 1)));
    refused(npz, "expected an array named points");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> Priors.parse("points:" + file, 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  private static Prior prior(String spec, int k) {
    return Priors.parse(spec, k).orElseThrow();
  }

  /** Mean and variance of each coordinate. */
  private static double[][] moments(Prior prior) {
    int k = prior.dimension();
    float[] sample = prior.sample(N, Streams.of(3, "moments"));
    double[][] moments = new double[k][2];
    for (int i = 0; i < sample.length; i++) {
      moments[i % k][0] += sample[i] / N;
      moments[i % k][1] += sample[i] * sample[i] / N;
    }
    return moments;
  }

  private static double norm(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void pointsMadeInMemoryAreWrittenAndReadBack() throws IOException {
    Path file = folder.resolve("drawn.npz");
    float[] points = {1, 2, -3, 4.5f};
    PointCloud.of(file, points, 2).write(file);
    assertThat(Npz.readOne(file, "points").floats()).isEqualTo(points);
    assertThat(prior("points:" + file, 2).dimension()).isEqualTo(2);
    assertThatThrownBy(() -> PointCloud.of(file, new float[] {1, Float.NaN}, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> PointCloud.of(file, points, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
