package emaki.benchmark;

import emaki.run.NumberOrAuto;
import java.util.List;

/**
 * A divergence that is compared.
 *
 * @param id as the command line names it
 * @param title for people
 * @param divergence as {@code emaki train --divergence} reads it
 * @param sigma of the kernel, where it has one
 * @param start the weight that is tried first, one of {@link #WEIGHTS}
 */
record Rival(String id, String title, String divergence, NumberOrAuto sigma, double start) {
  /** Factors of three, so that a matched error lies between two that are not far apart. */
  static final List<Double> WEIGHTS =
      List.of(1e-4, 3e-4, 1e-3, 3e-3, .01, .03, .1, .3, 1., 3., 10.);

  private static final String CAUCHY_SCHWARZ = "cauchy-schwarz";

  /** The one that the others are compared with. */
  static final Rival FIRST =
      new Rival(
          CAUCHY_SCHWARZ, "Cauchy-Schwarz, sigma auto", CAUCHY_SCHWARZ, NumberOrAuto.AUTO, .01);

  /** All of them. */
  static final List<Rival> ALL =
      List.of(
          FIRST,
          new Rival(
              "cauchy-schwarz-sigma-1",
              "Cauchy-Schwarz, sigma 1",
              CAUCHY_SCHWARZ,
              NumberOrAuto.of(1),
              .01),
          new Rival("mmd", "maximum mean discrepancy", "mmd", NumberOrAuto.AUTO, .1),
          new Rival(
              "sliced-wasserstein",
              "sliced Wasserstein",
              "sliced-wasserstein",
              NumberOrAuto.AUTO,
              .1),
          new Rival("energy", "energy distance", "energy", NumberOrAuto.AUTO, .1),
          new Rival("euclidean", "Euclidean", "euclidean", NumberOrAuto.AUTO, .03));

  /** All ids. */
  static List<String> ids() {
    return ALL.stream().map(Rival::id).toList();
  }
}
