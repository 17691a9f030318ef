package emaki.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder, the images directly in it and the folders in it, each in the order of their names. What
 * systems and other programs leave among a person's files is not part of it.
 */
record ImageTree(Path path, List<Path> images, List<ImageTree> folders) {
  /** Made by archivers, network disks and systems, in small letters; hidden ones are not listed. */
  private static final Set<String> FOREIGN =
      Set.of(
          "__macosx",
          "@eadir",
          "@recycle",
          "#recycle",
          "#snapshot",
          "$recycle.bin",
          "lost+found",
          "system volume information");

  private static final Set<String> CLUTTER = Set.of("thumbs.db", "ehthumbs.db", "desktop.ini");

  /** By one of these a folder is emaki's own: its figures are no images to learn from. */
  private static final List<String> MADE = List.of("run.json", "sweep.json", "benchmark.json");

  /**
   * Looks through a folder and all below it, links included.
   *
   * @param passedOver is told of what is left out
   */
  static ImageTree of(Path folder, PassedOver passedOver) throws IOException {
    return of(folder, passedOver, new ArrayDeque<>(List.of(folder.toRealPath())));
  }

  /**
   * @param above where this folder and those that led to it really are
   */
  private static ImageTree of(Path folder, PassedOver passedOver, Deque<Path> above)
      throws IOException {
    List<Path> images = new ArrayList<>();
    List<ImageTree> folders = new ArrayList<>();
    for (Path entry : list(folder)) {
      NameEncoding.requireTold(entry);
      if (Files.isSymbolicLink(entry)) {
        passedOver.link();
      }
      String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
      if (Files.isDirectory(entry)) {
        Path real = entry.toRealPath();
        if (FOREIGN.contains(name)) {
          passedOver.foreign(entry);
        } else if (MADE.stream().anyMatch(file -> Files.exists(entry.resolve(file)))) {
          passedOver.made(entry);
        } else if (above.stream().anyMatch(one -> one.startsWith(real))) {
          passedOver.loop(entry);
        } else {
          above.push(real);
          folders.add(of(entry, passedOver, above));
          above.pop();
        }
      } else if (isImage(entry)) {
        images.add(entry);
      } else if (!CLUTTER.contains(name)) {
        passedOver.file(entry);
      }
    }
    return new ImageTree(folder, images, folders);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** By its content; one that is only called so is an image too, a damaged one. */
  private static boolean isImage(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    if (ImageKind.isNamedAsOne(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      Optional<ImageKind> kind = ImageKind.of(in.readNBytes(ImageKind.START));
      // The raw files of cameras are TIFF with a thumbnail for an image.
      return kind.isPresent() && (kind.get() != ImageKind.TIFF || ImageKind.suffix(file).isEmpty());
    }
  }

  /** The name of the folder. */
  String name() {
    return path.getFileName().toString();
  }

  /** The images in it and below it. */
  List<Path> all() {
    return Stream.concat(images.stream(), folders.stream().flatMap(sub -> sub.all().stream()))
        .toList();
  }

  /** The folders in it that hold images, themselves or below. */
  List<ImageTree> classes() {
    return folders.stream().filter(sub -> !sub.all().isEmpty()).toList();
  }
}
