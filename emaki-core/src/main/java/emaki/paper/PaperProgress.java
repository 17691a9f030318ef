package emaki.paper;

import emaki.experiment.SweepRecord.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the work is; its workers share it. */
final class PaperProgress {
  private final Paper.Listener listener;
  private final int total;
  private final int parallel;
  private final long began = System.nanoTime();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private double cost;
  private double spent;
  private double done;
  private int ended;
  private boolean interrupted;

  PaperProgress(Paper.Listener listener, int total, int parallel, double cost) {
    this.listener = listener;
    this.total = total;
    this.parallel = parallel;
    this.cost = cost;
  }

  /** A step was done. */
  synchronized void step(Step step, double seconds) {
    cost -= step.cost();
    done += step.cost();
    spent += seconds;
  }

  /** A job has ended, one way or another. */
  synchronized void end(Job job, State state, @Nullable String message) {
    if (state == State.INTERRUPTED) {
      interrupted = true;
      return;
    }
    ended++;
    if (state == State.FAILED) {
      failures.put(job.id(), String.valueOf(message));
    }
    double left = done == 0 ? Double.NaN : cost * spent / done / parallel;
    listener.onRun(job.id(), state, message, ended, total, left);
  }

  synchronized Map<String, String> failures() {
    return Map.copyOf(failures);
  }

  synchronized boolean interrupted() {
    return interrupted;
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
