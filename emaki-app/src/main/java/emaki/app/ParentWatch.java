package emaki.app;

import emaki.remote.Errand;
import java.util.Optional;

/**
 * Ends this process, as Ctrl-C would, when the sweep that started it has died: nobody else would
 * ever stop it, and the sweep that is started again waits for it.
 */
final class ParentWatch {
  /** The system property that names the process to watch. */
  static final String PROPERTY = Errand.PARENT;

  private ParentWatch() {}

  /** Watches the parent, where one was named. */
  static void start() {
    Long parent = Long.getLong(PROPERTY);
    if (parent == null) {
      return;
    }
    Thread watch = new Thread(() -> watch(parent), "emaki-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch(long parent) {
    Optional<ProcessHandle> handle = ProcessHandle.of(parent);
    handle.ifPresent(h -> h.onExit().join());
    System.exit(TrainingSession.INTERRUPTED);
  }
}
