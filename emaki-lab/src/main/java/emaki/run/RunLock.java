package emaki.run;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process's hold on a run, which ends with the process however that ends.
 *
 * <p>An operating system's file locks belong to the process: closing any channel on the file drops
 * them, one that only asked included. So what this process holds is kept in a set, which is asked
 * first.
 */
public final class RunLock implements AutoCloseable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes a run.
   *
   * @throws InputException where another process, or another thread of this one, holds it
   */
  public static RunLock of(RunFolder run) throws IOException {
    return of(run.path(), file(run));
  }

  /**
   * Takes a folder of any kind.
   *
   * @param file to lock, absolute and normal
   * @throws InputException where another process, or another thread of this one, holds it
   */
  // One at a time with isHeld, whose closing of the file would let a lock go that was just taken.
  public static synchronized RunLock of(Path folder, Path file) throws IOException {
    if (!HELD.add(file)) {
      throw taken(folder);
    }
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw taken(folder);
      }
      return new RunLock(file, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  /** Whether some process, be it this one, is working on a run. */
  public static synchronized boolean isHeld(RunFolder run) {
    Path file = file(run);
    if (HELD.contains(file)) {
      return true;
    }
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (IOException e) {
      // A folder that may only be read tells nothing of its processes.
      return false;
    }
  }

  /** Whether this very process is working on a run. */
  static boolean isHeldHere(RunFolder run) {
    return HELD.contains(file(run));
  }

  private static Path file(RunFolder run) {
    return run.path().toAbsolutePath().normalize().resolve("checkpoints").resolve("lock");
  }

  private static InputException taken(Path folder) {
    return new InputException(
        folder.toString(),
        "another emaki is working on it",
        "wait for it to end, or choose another folder");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
