package emaki.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are there whole or not at all: written beside their place, then renamed into it. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}, which is buffered and need not be closed. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, replacing what is there only once all of it is on the disk. Where writing fails,
   * what was there stays as it was.
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "." + file.getFileName() + ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      readableAsUsual(part);
      move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Renames over what is there, at once where the file system can. */
  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Temporary files are for their owner's eyes only; results are for whoever may read the folder.
   */
  private static void readableAsUsual(Path part) throws IOException {
    if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }
}
