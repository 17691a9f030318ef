package emaki.paper;

import emaki.data.Split;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.report.LatentPanels;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.TrialOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Runs under the swiss roll that differ in sigma or lambda, one seed each: Figs. 5 to 7.
 *
 * @param sigmaVaries whether it is sigma
 */
record RolledRuns(List<Regularisation> shapes, boolean sigmaVaries) {
  static final long SEED = 0;

  /** The roll that the study prefers, and that Table 2 has. */
  static final Regularisation BEST = Regularisation.roll(1, 0.1);

  /** Points of a panel: more would hide each other. */
  private static final int POINTS = 4000;

  private static final int PANELS_IN_A_ROW = 3;

  static RolledRuns bySigma() {
    return new RolledRuns(
        DoubleStream.of(1, 10, 100, 1000)
            .mapToObj(sigma -> Regularisation.roll(sigma, 10))
            .toList(),
        true);
  }

  static RolledRuns byLambda() {
    return new RolledRuns(
        DoubleStream.of(0.01, 0.05, 0.1, 1, 10, 100)
            .mapToObj(lambda -> Regularisation.roll(1, lambda))
            .toList(),
        false);
  }

  /**
   * A run that is done.
   *
   * @param name such as {@code sigma 10}
   */
  record Rolled(Regularisation shape, String name, RunFolder run, RollMeasures measures) {}

  /** One run of each, and by lambda those of Table 2 that they are compared with. */
  List<Job> jobs(Protocol protocol) {
    Stream<Job> own = shapes.stream().map(shape -> protocol.shapedLatents(shape, SEED));
    if (sigmaVaries) {
      return own.toList();
    }
    Stream<Job> compared =
        protocol.pairedSeeds().stream()
            .flatMap(
                seed ->
                    Stream.of(Regularisation.NONE, BEST)
                        .map(shape -> protocol.shapedLatents(shape, seed)));
    return Stream.concat(own, compared).distinct().toList();
  }

  String name(Regularisation shape) {
    return sigmaVaries
        ? "sigma " + TrialOptions.text(shape.sigma())
        : "lambda " + TrialOptions.text(shape.lambda());
  }

  /** Those that are done. */
  List<Regularisation> done(Protocol protocol) {
    return shapes.stream()
        .filter(shape -> protocol.shaped(shape, SEED).finished().isPresent())
        .toList();
  }

  List<Rolled> measured(Protocol protocol) throws IOException {
    Prior roll = Priors.parse("swiss-roll", 3).orElseThrow();
    List<Rolled> measured = new ArrayList<>();
    for (Regularisation shape : done(protocol)) {
      RunFolder run = protocol.shaped(shape, SEED);
      measured.add(new Rolled(shape, name(shape), run, RollMeasures.of(run.latents(), roll)));
    }
    return measured;
  }

  Sample sample(Evidence evidence, Regularisation shape, Evidence.Reading reading)
      throws IOException {
    return evidence.sample(
        List.of(SEED), seed -> List.of(evidence.protocol().shaped(shape, seed)), reading);
  }

  /** A number of one run, as a sample of one. */
  Sample sample(Evidence evidence, Regularisation shape, double value) throws IOException {
    return sample(evidence, shape, run -> value);
  }

  Table table(String id, Evidence evidence, List<Rolled> runs) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Rolled each : runs) {
      rows.add(row(evidence, each));
    }
    rows.add(reference("a sample of the roll", RollMeasures.ofRoll()));
    rows.add(reference("a Gaussian of its mean and spread", RollMeasures.ofGaussian()));
    return new Table(
        id,
        "Test images, one seed. Each divergence stands beside its floor: a sample of the prior against another. Distance of latents to the roll, coverage of the roll by latents, silhouette of the classes.",
        List.of(
            "run",
            "MSE",
            "CSD",
            "floor",
            "CSD at sigma 1",
            "its floor",
            "distance",
            "coverage",
            "silhouette"),
        rows);
  }

  private List<String> row(Evidence evidence, Rolled rolled) throws IOException {
    Regularisation shape = rolled.shape();
    RollMeasures measures = rolled.measures();
    return List.of(
        rolled.name(),
        Cells.number(sample(evidence, shape, Evidence.mse("test")), "%.4f"),
        Cells.number(sample(evidence, shape, Evidence.divergence(false)), "%.4g"),
        Cells.number(sample(evidence, shape, Evidence.divergence(true)), "%.4g"),
        "%.3f".formatted(measures.divergence()),
        "%.3f".formatted(measures.floor()),
        "%.2f".formatted(measures.distance()),
        "%.3f".formatted(measures.coverage()),
        "%.3f".formatted(measures.silhouette()));
  }

  private static List<String> reference(String name, RollMeasures measures) {
    return List.of(
        name,
        "",
        "",
        "",
        "%.3f".formatted(measures.divergence()),
        "%.3f".formatted(measures.floor()),
        "%.2f".formatted(measures.distance()),
        "%.3f".formatted(measures.coverage()),
        "");
  }

  Figure panels(String id, Protocol protocol, List<Rolled> runs) throws IOException {
    List<LatentPanels.Panel> panels = new ArrayList<>();
    for (Rolled each : runs) {
      panels.add(panel(each.name(), each.run().latents()));
    }
    Path file = protocol.folder().figure(id + ".png");
    LatentPanels.write(
        file, panels, runs.get(0).run().record().dataset().classNames(), columns(panels.size()));
    return new Figure(
        file, "Test latents by class, seen along the roll's axis, from where it is a spiral.");
  }

  /** As few rows as there can be, and as even. */
  private static int columns(int panels) {
    int rows = (panels + PANELS_IN_A_ROW - 1) / PANELS_IN_A_ROW;
    return (panels + rows - 1) / rows;
  }

  private static LatentPanels.Panel panel(String title, Latents latents) {
    int[] rows = Evidence.thinned(latents.rows(Split.TEST), POINTS);
    float[] values = latents.select(rows);
    int k = latents.dimension();
    float[] x = new float[rows.length];
    float[] z = new float[rows.length];
    int[] label = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      x[i] = values[i * k];
      z[i] = values[i * k + 2];
      label[i] = latents.labels()[rows[i]];
    }
    return new LatentPanels.Panel(title, "latent 1", "latent 3", x, z, label);
  }
}
