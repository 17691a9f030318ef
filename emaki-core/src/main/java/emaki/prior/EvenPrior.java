package emaki.prior;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A prior whose samples are {@link Prior#even}. */
record EvenPrior(Prior prior) implements Prior {
  @Override
  public String spec() {
    return prior.spec();
  }

  @Override
  public int dimension() {
    return prior.dimension();
  }

  @Override
  public float[] sample(int n, RandomGenerator random) {
    return prior.even(n, random);
  }

  @Override
  public Optional<Chart> chart() {
    return prior.chart();
  }

  @Override
  public List<Component> components() {
    return prior.components();
  }

  @Override
  public Optional<PointCloud> kept() {
    return prior.kept();
  }
}
