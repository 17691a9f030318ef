package emaki.paper;

import emaki.run.RunFolder;
import emaki.run.TrialOptions;
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
   * @param runs it alone
   */
  record Rolled(Regularisation shape, String name, Runs runs, RunFolder run) {}

  /** One run of each, and by lambda those of Table 2 that they are compared with. */
  List<Job> jobs(Protocol protocol) {
    Stream<Job> own = shapes.stream().map(shape -> protocol.shapedLatents(shape, Protocol.SHOWN));
    if (sigmaVaries) {
      return own.toList();
    }
    Stream<Job> compared =
        protocol.pairedSeeds().stream()
            .flatMap(
                seed ->
                    Stream.of(Regularisation.NONE, Regularisation.ROLL)
                        .map(shape -> protocol.shapedLatents(shape, seed)));
    return Stream.concat(own, compared).distinct().toList();
  }

  /** Those that are done. */
  List<Rolled> done(Protocol protocol) {
    List<Rolled> done = new ArrayList<>();
    for (Regularisation shape : shapes) {
      Runs runs = protocol.shownRun(seed -> protocol.shapedLatents(shape, seed));
      RunFolder run = runs.jobs().get(0).run();
      if (run.finished().isPresent()) {
        String name =
            sigmaVaries
                ? "sigma " + TrialOptions.text(shape.sigma())
                : "lambda " + TrialOptions.text(shape.lambda());
        done.add(new Rolled(shape, name, runs, run));
      }
    }
    return done;
  }
}
