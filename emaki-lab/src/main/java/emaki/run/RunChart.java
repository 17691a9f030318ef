package emaki.run;

import emaki.data.InputException;
import emaki.eval.PrincipalComponents;
import emaki.prior.Chart;
import emaki.prior.Prior;
import java.util.List;
import java.util.function.Supplier;

/**
 * The coordinates in which a run's latent space is laid flat: its prior's own where it has some,
 * otherwise the plane of the latents' first two principal axes, two standard deviations to each
 * side.
 */
public final class RunChart implements Chart {
  private static final double REACH = 2;

  private final PrincipalComponents components;
  private final int dimension;

  private RunChart(Latents latents) {
    this.components = PrincipalComponents.of(latents.values(), latents.dimension());
    this.dimension = latents.dimension();
  }

  /**
   * The chart of a finished run.
   *
   * @param latents of the run, asked for where its prior has no chart
   * @throws InputException where its prior's points or its latents are gone or damaged
   */
  public static Chart of(RunFolder run, Supplier<Latents> latents) {
    return run.prior(run.record().autoencoder())
        .flatMap(Prior::chart)
        .orElseGet(() -> new RunChart(latents.get()));
  }

  @Override
  public List<String> axes() {
    return dimension > 1
        ? List.of("second principal axis", "first principal axis")
        : List.of("first principal axis");
  }

  @Override
  public float[] at(double... u) {
    return dimension > 1 ? components.at(step(u[1]), step(u[0])) : components.at(step(u[0]), 0);
  }

  private static double step(double u) {
    return REACH * (2 * u - 1);
  }
}
