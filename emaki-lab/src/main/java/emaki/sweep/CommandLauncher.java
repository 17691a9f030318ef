package emaki.sweep;

import emaki.data.InputException;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries deeds out: each is a command of the application, by itself, so that a run in a sweep is
 * the same to the bit as that run alone.
 */
public interface CommandLauncher {
  /**
   * Checks a deed without carrying it out.
   *
   * @throws InputException where there is no such deed or setting, or a value does not fit; of a
   *     {@linkplain InputException#setting setting} where one is at fault
   */
  void check(Deed deed);

  /** The words by which the application is asked for a deed: its own name, the command's, more. */
  List<String> words(Deed deed);

  /**
   * Starts a deed.
   *
   * @param log to which its words and everything that it says are appended
   */
  Command start(Deed deed, Path log) throws IOException;

  /** A command at work. */
  interface Command {
    /**
     * Waits for its end.
     *
     * @return empty where it did what it was to do
     */
    Optional<Ending> await() throws IOException, InterruptedException;

    /** Asks it to put its state away and to end. */
    void stop();

    /** The process of this machine that does the work, where there is one. */
    Optional<ProcessHandle> process();
  }

  /**
   * How a command ended that did not do what it was to do.
   *
   * @param state {@link State#FAILED} or {@link State#INTERRUPTED}
   * @param message why it failed; null where it was interrupted
   */
  record Ending(State state, @Nullable String message) {
    /** The end of a command that was asked to stop. */
    public static final Ending INTERRUPTED = new Ending(State.INTERRUPTED, null);
  }
}
