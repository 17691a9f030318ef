package emaki.paper;

import emaki.sweep.CommandLauncher.Ending;
import emaki.sweep.RunWorker;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the work is; its workers share it. */
final class PaperProgress {
  /** Work below which its pace says nothing yet, in epochs of the study's autoencoder. */
  private static final double PACE = 3;

  private final Paper.Listener listener;
  private final List<Job> todo;
  private final double expectedSeconds;
  private final double costAtFirst;
  private final long began = System.nanoTime();
  private final Map<Job, Task> atWork = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private int ended;
  private boolean interrupted;

  /**
   * @param expectedSeconds for all of it, as long as nothing better is known
   */
  PaperProgress(Paper.Listener listener, List<Job> todo, double expectedSeconds)
      throws IOException {
    this.listener = listener;
    this.todo = List.copyOf(todo);
    this.expectedSeconds = expectedSeconds;
    this.costAtFirst = Estimate.cost(todo);
  }

  /**
   * What a job's steps are told to.
   *
   * @param images checksum of the images that runs are to be of
   */
  RunWorker.Listener<Task> listener(Job job, String images) {
    return new RunWorker.Listener<>() {
      @Override
      public void onStart(Task step, @Nullable ProcessHandle process) {
        begin(job, step);
      }

      @Override
      public Optional<Ending> onEnd(Task step, Optional<Ending> how, double seconds) {
        if (how.isEmpty()) {
          step.requireSame(images);
        }
        return how;
      }
    };
  }

  private synchronized void begin(Job job, Task step) {
    atWork.put(job, step);
  }

  /** A job has ended, one way or another. */
  synchronized void end(Job job, Ending how) throws IOException {
    State state = how.state();
    String message = how.message();
    atWork.remove(job);
    if (state == State.INTERRUPTED) {
      interrupted = true;
      return;
    }
    ended++;
    if (state == State.FAILED) {
      failures.put(job.id(), String.valueOf(message));
    }
    listener.onRun(job.id(), state, message, ended, todo.size(), secondsLeft());
  }

  /** Tells what is at work. */
  synchronized void pulse() throws IOException {
    List<String> standings = new ArrayList<>();
    for (Map.Entry<Job, Task> each : atWork.entrySet()) {
      standings.add(each.getKey().id() + " " + each.getValue().standing());
    }
    listener.onPulse(standings, ended, todo.size(), secondsLeft());
  }

  /** At the pace of this sitting; early stopping makes it less. */
  private double secondsLeft() throws IOException {
    List<Job> open = todo.stream().filter(job -> !failures.containsKey(job.id())).toList();
    double left = Estimate.cost(open);
    double done = costAtFirst - Estimate.cost(todo);
    return done < PACE ? expectedSeconds * left / costAtFirst : seconds() * left / done;
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
