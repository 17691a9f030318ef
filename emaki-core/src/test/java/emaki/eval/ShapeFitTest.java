package emaki.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.Streams;
import emaki.kernel.Points;
import emaki.prior.Gaussian;
import emaki.prior.PointCloud;
import emaki.prior.SwissRoll;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ShapeFitTest {
  private final SwissRoll roll = new SwissRoll(1);

  /** golden/shape.py made them. */
  @Test
  void agreesWithNumpy() throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(ShapeFitTest.class.getResourceAsStream("/golden/shape.json"));
    assertThat(cases).hasSize(4);
    for (JsonNode c : cases) {
      Points points = points(c, "points");
      Points shape = points(c, "shape");
      assertThat(TwoSampleAccuracy.of(points, shape, 2))
          .isEqualTo(c.path("two_sample_accuracy").asDouble());
      assertThat(Coverage.of(shape, points, 2)).isEqualTo(c.path("coverage").asDouble());
      assertThat(OffShape.of(points, shape, points(c, "again"), 2))
          .isCloseTo(c.path("off").asDouble(), within(1e-6));
    }
  }

  @Test
  void pointsOfThePriorScoreTheFloor() {
    float[] own = roll.sample(3000, Streams.of(9, "own"));
    ShapeFit fit = ShapeFit.of(own, 3000, roll, 0, 2);
    ShapeFit floor = ShapeFit.floor(roll, 3000, 0, 2);
    assertThat(fit.points()).isEqualTo(3000);
    assertThat(fit.twoSampleAccuracy()).isCloseTo(0.5, within(0.03));
    assertThat(floor.twoSampleAccuracy()).isCloseTo(0.5, within(0.03));
    assertThat(fit.coverage()).isCloseTo(63 / 64.0, within(0.01));
    assertThat(floor.coverage()).isCloseTo(63 / 64.0, within(0.01));
    assertThat(fit.off()).isCloseTo(1, within(0.05));
    assertThat(floor.off()).isCloseTo(1, within(0.05));
    assertThat(fit.slicedDistance()).isLessThan(0.05);
  }

  /** A sample repeats the points of such a shape: what lies between two of them is the unit. */
  @Test
  void shapesOfFewPointsHaveFiniteFigures() {
    float[] corners = {0, 0, 0, 1, 1, 0, 1, 1};
    PointCloud square = PointCloud.of(Path.of("square.csv"), corners, 2);
    ShapeFit floor = ShapeFit.floor(square, 1000, 0, 2);
    assertThat(floor.coverage()).isEqualTo(1);
    assertThat(floor.off()).isZero();
    float[] beside = square.sample(1000, Streams.of(3, "beside"));
    for (int i = 0; i < beside.length; i += 2) {
      beside[i] += 0.25f;
    }
    ShapeFit near = ShapeFit.of(beside, 1000, square, 0, 2);
    assertThat(near.coverage()).isEqualTo(1);
    assertThat(near.off()).isCloseTo(0.25, within(1e-6));
    ShapeFit far = ShapeFit.of(new float[2000], 1000, SHIFTED, 0, 2);
    assertThat(far.coverage()).isZero();
    assertThat(far.off()).isCloseTo(5 * Math.sqrt(2), within(0.2));
  }

  private static final PointCloud SHIFTED =
      PointCloud.of(Path.of("shifted.csv"), new float[] {5, 5, 5, 6, 6, 5, 6, 6}, 2);

  @Test
  void halfARollIsSeenAsHalf() {
    float[] half = roll.sample(3000, Streams.of(9, "half"));
    for (int i = 0; i < half.length; i += 3) {
      half[i + 1] /= 2;
    }
    ShapeFit fit = ShapeFit.of(half, 3000, roll, 0, 2);
    assertThat(fit.coverage()).isBetween(0.48, 0.56);
    // On the filled half two of three points are latents; on the other all are the prior's.
    assertThat(fit.twoSampleAccuracy()).isCloseTo((2 / 3.0 + (1 / 3.0 + 1) / 2) / 2, within(0.02));
    assertThat(fit.off()).isCloseTo(1, within(0.1));
    assertThat(fit.slicedDistance()).isGreaterThan(0.15);
  }

  /** Moved by v, one dimension's quantiles all differ by v, and others' not at all. */
  @Test
  void slicedDistanceOfAMovedCloud() {
    float[] y = new Gaussian(3).sample(500, Streams.of(3, "cloud"));
    float[] x = y.clone();
    for (int i = 0; i < x.length; i += 3) {
      x[i] += 2;
    }
    assertThat(SlicedDistance.of(new Points(x, 3), new Points(y, 3), Streams.of(1, "d"), 2))
        .isCloseTo(2 / Math.sqrt(3) / Math.sqrt(3), within(0.04));
  }

  @Test
  void theSameForAnyThreadsAndOfTheSeedAlone() {
    float[] latents = new Gaussian(3).sample(6000, Streams.of(9, "latents"));
    ShapeFit fit = ShapeFit.of(latents, 5000, roll, 1, 1);
    assertThat(fit.points()).isEqualTo(5000);
    assertThat(ShapeFit.of(latents, 5000, roll, 1, 3)).isEqualTo(fit);
    assertThat(ShapeFit.of(latents, 5000, roll, 2, 3)).isNotEqualTo(fit);
  }

  @Test
  void tooFewPointsAreNamed() {
    assertThatThrownBy(() -> ShapeFit.of(new float[21], 7, roll, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 8 points, got 7");
  }

  private static Points points(JsonNode c, String name) {
    float[] values = new float[c.path(name).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) c.path(name).path(i).asDouble();
    }
    return new Points(values, c.path("dimension").asInt());
  }
}
