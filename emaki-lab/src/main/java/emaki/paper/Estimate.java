package emaki.paper;

import emaki.trial.StepTiming;
import java.io.IOException;
import java.util.List;

/**
 * How long work may take: its cost in epochs of the study's autoencoder, at the pace that some
 * steps of one had.
 *
 * @param seconds of wall time
 */
record Estimate(double seconds) {
  /** What runs side by side take from each other. */
  private static final double SHARED = 1.2;

  /** Start of a process, engine included. */
  private static final double SECONDS_PER_PROCESS = 2;

  static Estimate of(PaperOptions options, Protocol protocol, List<Job> jobs) throws IOException {
    double cost = cost(jobs);
    if (cost == 0) {
      return new Estimate(0);
    }
    StepTiming timing = StepTiming.of(protocol.spec(Regularisation.ROLL, 3, 0), options.dataDir());
    int atATime = Math.min(options.parallel(), jobs.size());
    double shared = atATime > 1 ? SHARED : 1;
    long processes =
        jobs.stream().flatMap(job -> job.steps().stream()).filter(step -> !step.isDone()).count();
    double work = cost * timing.secondsPerEpoch() + processes * SECONDS_PER_PROCESS;
    return new Estimate(work * shared / atATime);
  }

  /** What is still to be done, in epochs. */
  static double cost(List<Job> jobs) throws IOException {
    double cost = 0;
    for (Job job : jobs) {
      for (Task step : job.steps()) {
        cost += step.costLeft();
      }
    }
    return cost;
  }
}
