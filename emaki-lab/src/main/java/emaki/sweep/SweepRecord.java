package emaki.sweep;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sweep.json} says of a sweep.
 *
 * @param format of the sweep's folder; a larger one is from a newer emaki
 * @param emaki version that wrote it
 * @param threads of each run, unless the file says otherwise
 * @param parallel runs at a time
 * @param runs in the order of the plan
 */
public record SweepRecord(
    int format,
    String name,
    State status,
    String emaki,
    String created,
    int threads,
    int parallel,
    List<Entry> runs) {

  /** The format that this version writes. */
  public static final int FORMAT = 1;

  public SweepRecord {
    runs = List.copyOf(runs);
  }

  /** Where a sweep or one of its runs stands. */
  public enum State {
    WAITING,
    RUNNING,
    FINISHED,
    INTERRUPTED,
    FAILED;

    @Override
    @JsonValue
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One run.
   *
   * @param run its id
   * @param message why it failed; null otherwise
   * @param seconds that its steps took, from start to end of their processes
   * @param steps done after training: options by name
   * @param pid of the process at work on it; null where there is none
   * @param started when that process began: a process of the same number may be another
   */
  public record Entry(
      String run,
      State status,
      @Nullable String message,
      double seconds,
      Map<String, String> steps,
      @Nullable Long pid,
      @Nullable String started) {

    public Entry {
      steps = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(steps)));
    }

    static Entry waiting(String run) {
      return new Entry(run, State.WAITING, null, 0, Map.of(), null, null);
    }

    /** In another state, with no process at work on it. */
    Entry with(State state, @Nullable String why) {
      return new Entry(run, state, why, seconds, steps, null, null);
    }

    /** In another state, still with the process that an earlier sweep left at work on it. */
    Entry seen(State state, @Nullable String why) {
      return new Entry(run, state, why, seconds, steps, pid, started);
    }

    Entry workedOnBy(@Nullable ProcessHandle process) {
      Long number = process == null ? null : process.pid();
      String began = process == null ? null : began(process);
      return new Entry(run, State.RUNNING, null, seconds, steps, number, began);
    }

    /**
     * After {@code more} seconds of a step.
     *
     * @param done what is done by it; null: nothing that is to be noted
     */
    Entry after(double more, @Nullable FollowUp done) {
      Map<String, String> all = new LinkedHashMap<>(steps);
      if (done != null) {
        all.put(done.name(), done.text());
      }
      return new Entry(run, status, message, seconds + more, all, null, null);
    }

    boolean isToDo(boolean retryFailed) {
      return status != State.FINISHED && (status != State.FAILED || retryFailed);
    }

    /** Whether the process that was at work on it lives. */
    boolean hasProcess() {
      return pid != null
          && ProcessHandle.of(pid)
              .filter(ProcessHandle::isAlive)
              .filter(process -> began(process).equals(started))
              .isPresent();
    }

    private static String began(ProcessHandle process) {
      return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
  }

  /** The same sweep as it stands now. */
  SweepRecord with(State now, Collection<Entry> entries) {
    return new SweepRecord(
        format, name, now, emaki, created, threads, parallel, List.copyOf(entries));
  }

  /** Runs in a state. */
  public int count(State state) {
    return (int) runs.stream().filter(entry -> entry.status() == state).count();
  }
}
