package emaki.sweep;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Carries out the steps of a sweep's runs: each is one emaki command, by itself, so that a run in a
 * sweep is the same to the bit as that run alone.
 */
public interface CommandLauncher {
  /**
   * Checks a command without carrying it out.
   *
   * @param words of the command, such as {@code cluster RUN --k 10}
   * @throws InputException where there is no such command or option, or a value does not fit
   */
  void check(List<String> words);

  /**
   * Starts a command.
   *
   * @param words of the command
   * @param log to which everything that it says is appended
   */
  Command start(List<String> words, Path log) throws IOException;

  /** A command at work. */
  interface Command {
    /** Waits for its end and gives its exit code. */
    int await() throws InterruptedException;

    /** Asks it to put its state away and to end. */
    void stop();

    /** The process of this machine that does the work, where there is one. */
    Optional<ProcessHandle> process();
  }
}
