package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunRecord.Status;
import emaki.sweep.SweepRecord.Entry;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processes that a killed sweep left behind: they end by themselves, and until they have put their
 * state away nobody else may touch their runs.
 */
final class SweepOrphans {
  private static final int PATIENCE_SECONDS = 90;
  private static final int POLL_MILLISECONDS = 100;

  private final SweepPlan plan;
  private final SweepFolder folder;
  private final Sweep.Listener listener;

  SweepOrphans(SweepPlan plan, SweepFolder folder, Sweep.Listener listener) {
    this.plan = plan;
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * Waits until no run is at work.
   *
   * @throws InputException where one still is after a minute and a half
   */
  void await(List<Entry> entries) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (int i = 0; i < entries.size(); i++) {
      SweepRun run = plan.runs().get(i);
      boolean told = false;
      while (isAtWork(entries.get(i), folder.run(run)) && !listener.cancelled()) {
        if (System.nanoTime() > end) {
          throw new InputException(
              folder.run(run).path().toString(),
              "another emaki is working on it",
              "wait for it to end, then run the sweep again");
        }
        if (!told) {
          listener.onWait(run.id());
          told = true;
        }
        Thread.sleep(POLL_MILLISECONDS);
      }
    }
  }

  private static boolean isAtWork(Entry entry, RunFolder run) {
    Long pid = entry.pid();
    boolean process =
        pid != null
            && ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Entry.began(handle).equals(entry.started()))
                .isPresent();
    return process || (Files.exists(run.recordFile()) && run.liveStatus() == Status.RUNNING);
  }
}
