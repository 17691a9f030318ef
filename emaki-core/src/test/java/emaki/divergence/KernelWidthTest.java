package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.prior.Gaussian;
import emaki.prior.PointCloud;
import emaki.prior.Prior;
import emaki.prior.SwissRoll;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class KernelWidthTest {
  @Test
  void oneWidthStaysToTheBit() {
    for (double share : new double[] {0, 0.1, 0.6, 1}) {
      assertThat(KernelWidth.of(0.3).at(share)).isEqualTo(0.3);
    }
    assertThat(KernelWidth.of(0.3).falls()).isFalse();
  }

  @Test
  void fallsGeometricallyToItsLastBeforeHalfOfTheTraining() {
    KernelWidth width = new KernelWidth(8, 0.5);
    assertThat(width.at(0)).isEqualTo(8);
    assertThat(width.at(0.225)).isCloseTo(2, within(1e-12));
    assertThat(width.at(0.45)).isEqualTo(0.5);
    assertThat(width.at(1)).isEqualTo(0.5);
  }

  @Test
  void aPriorThatSinglePrecisionHasNoRoomForIsRefused() {
    for (float reach : new float[] {1e30f, 1e-30f}) {
      PointCloud far = PointCloud.of(Path.of("far.csv"), new float[] {0, reach, -reach}, 1);
      assertThatThrownBy(() -> KernelWidth.falling(far, 10, 0))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("single precision has no room for that");
      assertThatThrownBy(() -> KernelWidth.requireRoom(far))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("single precision has no room for that");
    }
  }

  /** The roll is a sheet 21 wide and 90 long: neighbours of 1,000 points are .64 apart. */
  @Test
  void grainOfASheet() {
    KernelWidth width = KernelWidth.falling(new SwissRoll(1), 1000, 0);
    double length = (14.137 * 14.137 - 4.712 * 4.712) / 2 + 0.55;
    double nearest = Math.sqrt(Math.log(2) * 21 * length / (Math.PI * 1000));
    assertThat(width.last()).isCloseTo(KernelWidth.GRAINS * nearest, within(0.05 * width.last()));
    assertThat(width.first()).isCloseTo(11.7, within(0.5));
    assertThat(width.falls()).isTrue();
  }

  @Test
  void growsWithThePrior() {
    KernelWidth one = KernelWidth.falling(new SwissRoll(1), 200, 0);
    KernelWidth two = KernelWidth.falling(new SwissRoll(2), 200, 0);
    assertThat(two.first()).isCloseTo(2 * one.first(), within(1e-4));
    assertThat(two.last()).isCloseTo(2 * one.last(), within(1e-4));
  }

  /** Where points are further apart than their radius the width has nowhere to fall to. */
  @Test
  void neverAboveTheRadius() {
    KernelWidth width = KernelWidth.falling(new Gaussian(3), 2, 0);
    assertThat(width.last()).isEqualTo(width.first());
    assertThat(width.falls()).isFalse();
  }

  /** Neighbours of 1,000 normal points are 8.5 apart in 64 dimensions: further than the radius. */
  @Test
  void narrowerThanTheDistanceInManyDimensions() {
    KernelWidth width = KernelWidth.falling(new Gaussian(64), 1000, 0);
    assertThat(width.first()).isCloseTo(8, within(0.1));
    assertThat(width.last()).isCloseTo(8.53 * Math.sqrt(3 / 64.0), within(0.05));
  }

  /** Points of a file are drawn again and again: their own spacing is the grain. */
  @Test
  void pointsThatRepeatCountOnce() {
    float[] corners = {0, 0, 0, 1, 1, 0, 1, 1};
    Prior prior = PointCloud.of(Path.of("corners.csv"), corners, 2);
    KernelWidth width = KernelWidth.falling(prior, 1000, 0);
    assertThat(width.first()).isCloseTo(Math.sqrt(0.5), within(0.02));
    assertThat(width.last()).isCloseTo(Math.min(width.first(), KernelWidth.GRAINS), within(0.02));
    assertThat(KernelWidth.falling(new OnePoint(), 1000, 0)).isEqualTo(KernelWidth.of(1));
  }

  /** Has neither radius nor grain: a file of one point is refused, a prior of one's own may be. */
  private record OnePoint() implements Prior {
    @Override
    public String spec() {
      return "one-point";
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] sample(int n, RandomGenerator random) {
      return new float[n];
    }
  }

  @Test
  void refusesWhatIsNoWidth() {
    for (double sigma : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> KernelWidth.of(sigma)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The divergence takes the width of the share, and says which. */
  @Test
  void theDivergenceFollows() {
    SwissRoll roll = new SwissRoll(1);
    float[] points = new Gaussian(3).sample(300, Streams.of(0, "points"));
    CauchySchwarz falling = new CauchySchwarz(new KernelWidth(9, 1), 1);
    for (double share : new double[] {0, 0.25, 1}) {
      double sigma = new KernelWidth(9, 1).at(share);
      float[] gradient = new float[points.length];
      float[] expected = new float[points.length];
      Divergence.Measurement measured =
          falling.of(points, roll, Streams.of(1, "prior"), share, gradient);
      Divergence.Measurement alone =
          new CauchySchwarz(sigma, 1).of(points, roll, Streams.of(1, "prior"), 0.5, expected);
      assertThat(measured.value()).isEqualTo(alone.value());
      assertThat(gradient).isEqualTo(expected);
      assertThat(measured.parts())
          .containsEntry("sigma", sigma)
          .containsAllEntriesOf(alone.parts());
    }
  }
}
