package emaki.sweep;

import emaki.sweep.CommandLauncher.Ending;
import emaki.sweep.SweepRecord.State;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How far the work is; its workers share it. Until closed it tells every few seconds. */
public final class WorkProgress implements AutoCloseable {
  private static final int PULSE_SECONDS = 5;

  /** What runs side by side take from each other. */
  private static final double SHARED = 1.2;

  /** Start of a process, engine included. */
  private static final double SECONDS_PER_PROCESS = 2;

  private final Listener listener;
  private final List<? extends Job> todo;
  private final double expectedSeconds;
  private final double leastDone;
  private final double costAtFirst;
  private final long began = System.nanoTime();
  private final Map<Job, Step> atWork = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> beat;
  private int ended;
  private boolean interrupted;

  /** One run and what is done with it. */
  public interface Job {
    /** Its folder's name. */
    String id();

    /** In their order. */
    List<? extends Step> steps();
  }

  /** One deed, and what it takes. */
  public interface Step extends RunWorker.Step {
    /** What is still to be done of it; 0 once it is done. */
    double costLeft() throws IOException;

    /** How far it is, for people: such as {@code epoch 3/30}. */
    String standing() throws IOException;
  }

  /** Told what happens. */
  public interface Listener {
    /**
     * All is checked, the work begins.
     *
     * @param todo runs that are not done
     * @param seconds that it may take at most
     */
    void onBegin(int todo, int total, double seconds);

    /**
     * A run has ended.
     *
     * @param message why it failed; null where it did not
     * @param secondsLeft until all have ended, at the pace so far
     */
    void onRun(
        String run, State state, @Nullable String message, int ended, int todo, double secondsLeft);

    /**
     * Told every few seconds, by a thread of its own.
     *
     * @param atWork runs, and how far they are
     */
    void onPulse(List<String> atWork, int ended, int todo, double secondsLeft);

    /** Asked all the time, by every thread: whether to stop. */
    boolean cancelled();
  }

  private WorkProgress(
      Listener listener, List<? extends Job> todo, double expectedSeconds, double leastDone)
      throws IOException {
    this.listener = listener;
    this.todo = List.copyOf(todo);
    this.expectedSeconds = expectedSeconds;
    this.leastDone = leastDone;
    this.costAtFirst = cost(todo);
    this.beat =
        pulse.scheduleWithFixedDelay(this::pulse, PULSE_SECONDS, PULSE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * The work begins.
   *
   * @param total all jobs, done or not
   * @param todo those that are not done
   * @param expectedSeconds as {@link #expectedSeconds} has it
   * @param leastDone work below which its pace says nothing yet
   */
  public static WorkProgress begin(
      Listener listener,
      int total,
      List<? extends Job> todo,
      double expectedSeconds,
      double leastDone)
      throws IOException {
    listener.onBegin(todo.size(), total, expectedSeconds);
    return new WorkProgress(listener, todo, expectedSeconds, leastDone);
  }

  /**
   * How long work may take.
   *
   * @param secondsPerCost of one run alone
   * @param parallel runs at a time
   */
  public static double expectedSeconds(
      List<? extends Job> todo, double secondsPerCost, int parallel) throws IOException {
    double cost = cost(todo);
    if (cost == 0) {
      return 0;
    }
    int atATime = Math.min(parallel, todo.size());
    long processes =
        todo.stream().flatMap(job -> job.steps().stream()).filter(step -> !step.isDone()).count();
    double work = cost * secondsPerCost + processes * SECONDS_PER_PROCESS;
    return work * (atATime > 1 ? SHARED : 1) / atATime;
  }

  /** What is still to be done. */
  public static double cost(List<? extends Job> jobs) throws IOException {
    double cost = 0;
    for (Job job : jobs) {
      for (Step step : job.steps()) {
        cost += step.costLeft();
      }
    }
    return cost;
  }

  /**
   * What a job's steps are told to.
   *
   * @param check what a step made is what was wanted; throws what is to be told where it is not
   */
  public <S extends Step> RunWorker.Listener<S> listener(Job job, Consumer<S> check) {
    return new RunWorker.Listener<>() {
      @Override
      public void onStart(S step, @Nullable ProcessHandle process) {
        begin(job, step);
      }

      @Override
      public Optional<Ending> onEnd(S step, Optional<Ending> how, double seconds) {
        if (how.isEmpty()) {
          check.accept(step);
        }
        return how;
      }
    };
  }

  private synchronized void begin(Job job, Step step) {
    atWork.put(job, step);
  }

  /** A job has ended, one way or another. */
  public synchronized void end(Job job, Ending how) throws IOException {
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
      for (Map.Entry<Job, Step> each : atWork.entrySet()) {
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
    return done < leastDone ? expectedSeconds * left / costAtFirst : seconds() * left / done;
  }

  /** Why jobs failed, by their ids. */
  public synchronized Map<String, String> failures() {
    return Map.copyOf(failures);
  }

  /** Whether a job has been left to be gone on with. */
  public synchronized boolean interrupted() {
    return interrupted;
  }

  /** Since it began. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Ends the telling; what has been told stays. */
  @Override
  public void close() {
    beat.cancel(false);
    pulse.shutdownNow();
  }
}
