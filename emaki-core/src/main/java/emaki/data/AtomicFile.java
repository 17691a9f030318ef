package emaki.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files that are there whole or not at all: written beside their place, then renamed into it. */
public final class AtomicFile {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** What a file is called while it is written. */
  private static final Pattern PART = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}\\.part");

  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}, which is buffered and need not be closed. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, replacing what is there only once all of it is on the disk. Where writing fails,
   * what was there stays as it was. A symbolic link stays, its target is written; an existing file
   * keeps its permissions, a new one has those of any new file.
   *
   * @throws InputException where something is there that is no ordinary file
   * @throws FileSystemException where writing fails; it names {@code file} and the reason
   */
  public static void write(Path file, Content content) throws IOException {
    try {
      Path target = target(file);
      makeFolder(target.getParent());
      // Made as any file, not as a temporary one, so that the umask and the folder's rules hold.
      Path part =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        fill(part, target, content);
        move(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // Most name the part, of which the user knows nothing, or no file at all.
      FileSystemException named =
          new FileSystemException(file.toString(), null, InputException.reason(e));
      named.initCause(e);
      throw named;
    }
  }

  /**
   * Deletes what writers that were killed left in a folder: for whoever alone may write those files
   * now. A folder that is not there holds none.
   *
   * @param whose of a file's name: whether its parts are to go
   */
  public static void clear(Path folder, Predicate<String> whose) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
      for (Path part : parts) {
        Matcher name = PART.matcher(part.getFileName().toString());
        if (name.matches() && whose.test(name.group(1))) {
          Files.deleteIfExists(part);
        }
      }
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

  private static void fill(Path part, Path target, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      if (Files.exists(target)
          && part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // Before there is anything to read in it: the old file may be for its owner's eyes only.
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
      }
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** The file that links lead to, there or not; a rename over a device or a pipe would end it. */
  private static Path target(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new InputException(
            file.toString(), "its symbolic links lead in a circle", "name a file");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    if (Files.isDirectory(target)) {
      throw new InputException(file.toString(), "is a folder", "name a file to write");
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(target)) {
      throw new InputException(
          file.toString(), "is no ordinary file, and is left as it is", "name a file to write");
    }
    return target;
  }

  /** A link to a folder is one, which Java's createDirectories denies before version 20. */
  private static void makeFolder(@Nullable Path folder) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }
}
