package emaki.paper;

import emaki.sweep.CommandLauncher.Ending;
import emaki.sweep.RunWorker;
import emaki.sweep.SweepRecord.State;
import emaki.trial.StepTiming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How far the work is; its workers share it. Until closed it tells every few seconds. */
final class PaperProgress implements AutoCloseable {
  private static final int PULSE_SECONDS = 5;

  /** Work below which its pace says nothing yet, in epochs of the study's autoencoder. */
  private static final double PACE = 3;

  /** What runs side by side take from each other. */
  private static final double SHARED = 1.2;

  /** Start of a process, engine included. */
  private static final double SECONDS_PER_PROCESS = 2;

  private final Paper.Listener listener;
  private final List<Job> todo;
  private final double expectedSeconds;
  private final double costAtFirst;
  private final long began = System.nanoTime();
  private final Map<Job, Task> atWork = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> beat;
  private int ended;
  private boolean interrupted;

  private PaperProgress(Paper.Listener listener, List<Job> todo, double expectedSeconds)
      throws IOException {
    this.listener = listener;
    this.todo = List.copyOf(todo);
    this.expectedSeconds = expectedSeconds;
    this.costAtFirst = cost(todo);
    this.beat =
        pulse.scheduleWithFixedDelay(this::pulse, PULSE_SECONDS, PULSE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * The work begins.
   *
   * @param jobs all of them
   * @param todo those that are not done
   */
  static PaperProgress begin(
      Paper.Listener listener, Protocol protocol, List<Job> jobs, List<Job> todo)
      throws IOException {
    double expected = expectedSeconds(protocol, todo);
    listener.onBegin(todo.size(), jobs.size(), expected);
    return new PaperProgress(listener, todo, expected);
  }

  /** How long it may take: its cost at the pace that some steps of the autoencoder have. */
  private static double expectedSeconds(Protocol protocol, List<Job> todo) throws IOException {
    double cost = cost(todo);
    if (cost == 0) {
      return 0;
    }
    PaperOptions options = protocol.options();
    StepTiming timing = StepTiming.of(protocol.spec(Regularisation.ROLL, 3, 0), options.dataDir());
    int atATime = Math.min(options.parallel(), todo.size());
    double shared = atATime > 1 ? SHARED : 1;
    long processes =
        todo.stream().flatMap(job -> job.steps().stream()).filter(step -> !step.isDone()).count();
    double work = cost * timing.secondsPerEpoch() + processes * SECONDS_PER_PROCESS;
    return work * shared / atATime;
  }

  /** What is still to be done, in epochs. */
  private static double cost(List<Job> jobs) throws IOException {
    double cost = 0;
    for (Job job : jobs) {
      for (Task step : job.steps()) {
        cost += step.costLeft();
      }
    }
    return cost;
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
  private synchronized void pulse() {
    try {
      List<String> standings = new ArrayList<>();
      for (Map.Entry<Job, Task> each : atWork.entrySet()) {
        standings.add(each.getKey().id() + " " + each.getValue().standing());
      }
      listener.onPulse(standings, ended, todo.size(), secondsLeft());
    } catch (IOException | RuntimeException e) {
      // A file that cannot be read just now is no reason to end the work: the next pulse tells it,
      // or the run's own end.
    }
  }

  /** At the pace of this sitting; early stopping makes it less. */
  private double secondsLeft() throws IOException {
    double left = cost(todo.stream().filter(job -> !failures.containsKey(job.id())).toList());
    double done = costAtFirst - cost(todo);
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

  /** Ends the telling; what has been told stays. */
  @Override
  public void close() {
    beat.cancel(false);
    pulse.shutdownNow();
  }
}
