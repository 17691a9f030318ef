package emaki.app;

import emaki.remote.Cluster;
import emaki.remote.Errand;
import emaki.remote.Homecoming;
import emaki.remote.Parcel;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.sweep.CommandLauncher;
import emaki.sweep.Deed;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Emaki commands as processes on a cluster's machines, whose runs come home to this one. */
final class RemoteProcesses implements CommandLauncher {
  /** What the launcher sets for the engine and the memory; the user's own is in EMAKI_. */
  private static final List<String> INHERITED = List.of("EMAKI_", "MALLOC_", "OMP_", "LC_", "LANG");

  private static final int GRACE_TENTHS = 20;

  private final CommandLauncher words = new ChildProcesses();
  private final Cluster cluster;

  RemoteProcesses(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void check(Deed deed) {
    words.check(deed);
  }

  @Override
  public List<String> words(Deed deed) {
    return words.words(deed);
  }

  @Override
  public Command start(Deed deed, Path log) throws IOException {
    List<String> command = CommandWords.words(deed);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> INHERITED.stream().noneMatch(name::startsWith));
    Path folder = folder(deed);
    CommandLog said = CommandLog.begin(log, command);
    // What is changed here meanwhile, such as names that a person gives, would be replaced by what
    // comes home.
    RunFolder run = new RunFolder(folder);
    RunLock lock = run.isBegun() ? RunLock.of(run) : null;
    try {
      Future<Homecoming> future =
          cluster.start(
              new Errand(
                  ChildProcesses.flags(), Main.class.getName(), command, environment, folder));
      return new Remote(cluster, command.get(0), future, folder, said, lock);
    } catch (IOException | RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /** The whole run that a deed makes or works on: one inside a run needs what is around it. */
  private static Path folder(Deed deed) {
    Path folder = deed.on() != null ? deed.on() : Objects.requireNonNull(deed.into(), deed.name());
    while (folder.getParent() != null && new RunFolder(folder.getParent()).isBegun()) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static void release(@Nullable RunLock lock) throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  private record Remote(
      Cluster cluster,
      String command,
      Future<Homecoming> future,
      Path folder,
      CommandLog log,
      @Nullable RunLock lock)
      implements Command {
    @Override
    public Optional<Ending> await() throws IOException, InterruptedException {
      try {
        return home();
      } finally {
        release(lock);
      }
    }

    private Optional<Ending> home() throws IOException, InterruptedException {
      Homecoming home;
      try {
        home = future.get();
      } catch (CancellationException e) {
        return Optional.of(Ending.INTERRUPTED);
      } catch (ExecutionException e) {
        if (isClusterLost()) {
          return Optional.of(Ending.INTERRUPTED);
        }
        String why = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
        log.append(why + "\n");
        return Optional.of(
            new Ending(State.FAILED, "emaki %s was lost: %s".formatted(command, firstLine(why))));
      }
      log.append(home.said());
      Parcel made = home.folder();
      if (made != null) {
        made.bringHome(folder, home.away());
      }
      return Child.ending(home.code(), command, log);
    }

    /** Errands fail a moment before their machines are known to be gone. */
    private boolean isClusterLost() throws InterruptedException {
      for (int i = 0; i < GRACE_TENTHS && !cluster.isLost(); i++) {
        Thread.sleep(100);
      }
      return cluster.isLost();
    }

    private static String firstLine(String text) {
      return text.lines().findFirst().orElse(text);
    }

    @Override
    public void stop() {
      future.cancel(true);
    }

    @Override
    public Optional<ProcessHandle> process() {
      return Optional.empty();
    }
  }
}
