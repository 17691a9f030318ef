package emaki.app.explore;

import emaki.data.InputException;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;

/**
 * What a folder of runs holds by itself. A run that was passed on may hold links to anything on
 * this machine, or pipes, on which a reader waits for ever: neither is opened. A run itself may be
 * a link to where it lies.
 */
final class Enclosed {
  /** A run, its classifier, and the folders of both. */
  private static final int DEPTH = 4;

  private Enclosed() {}

  /**
   * Looks at everything in a run.
   *
   * @throws InputException where something in it leads out or is no file
   */
  static void check(RunFolder run) throws IOException {
    Path folder = run.path().toRealPath();
    Path root = root(run.path());
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isDirectory()) {
              check(root, folder, file, attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // A run that trains writes files and renames them.
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  /** Looks at some files of a folder or of folders in it, those of them that are there. */
  static void check(Path folder, Path... files) throws IOException {
    for (Path file : files) {
      Path parent = file.getParent();
      if (parent != null && !parent.equals(folder) && Files.isSymbolicLink(parent)) {
        throw out(parent);
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        check(
            root(folder),
            folder.toRealPath(),
            file,
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      }
    }
  }

  private static Path root(Path folder) throws IOException {
    Path above = folder.toAbsolutePath().normalize().getParent();
    return (above == null ? folder : above).toRealPath();
  }

  private static void check(Path root, Path folder, Path file, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isRegularFile()) {
      return;
    }
    if (!attributes.isSymbolicLink()) {
      throw new InputException(file.toString(), "is no file", "put a file in its place");
    }
    if (!Files.isRegularFile(file)) {
      throw out(file);
    }
    Path target = file.toRealPath();
    if (!target.startsWith(folder) && !target.startsWith(root)) {
      throw out(file);
    }
  }

  private static InputException out(Path file) {
    return new InputException(
        file.toString(), "leads out of the folder of runs", "put the file itself there");
  }
}
