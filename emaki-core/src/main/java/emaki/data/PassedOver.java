package emaki.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of a folder of images is not read, and why. */
final class PassedOver {
  /** Names that are listed; the rest is counted. */
  private static final int LISTED = 5;

  private final Path root;
  private final Map<String, Integer> files = new TreeMap<>();
  private final List<String> foreign = new ArrayList<>();
  private final List<String> made = new ArrayList<>();
  private final List<String> loops = new ArrayList<>();
  private final List<String> empty = new ArrayList<>();
  private final List<String> beside = new ArrayList<>();

  private boolean linked;

  PassedOver(Path root) {
    this.root = root;
  }

  /** A file that is no image. */
  void file(Path file) {
    String suffix = ImageKind.suffix(file);
    String kind =
        Files.exists(file)
            ? suffix.isEmpty() ? "without a suffix" : "." + suffix
            : "links to nothing";
    files.merge(kind, 1, Integer::sum);
  }

  /** A folder of another program's. */
  void foreign(Path folder) {
    foreign.add(named(folder));
  }

  /** A run of emaki's, or of several. */
  void made(Path folder) {
    made.add(named(folder));
  }

  /** A link that leads back to a folder that it is in. */
  void loop(Path link) {
    loops.add(named(link));
  }

  /** A link, wherever it leads. */
  void link() {
    linked = true;
  }

  /** Whether there was any: only then may a file be there twice. */
  boolean linked() {
    return linked;
  }

  /** A folder that holds no images. */
  void empty(Path folder) {
    empty.add(named(folder));
  }

  /** A file or folder beside the folders of a division. */
  void beside(Path entry) {
    beside.add(named(entry));
  }

  /** Number of files that are no images. */
  int files() {
    return files.values().stream().mapToInt(Integer::intValue).sum();
  }

  private String named(Path entry) {
    return root.relativize(entry).toString();
  }

  /** One line on all of it; none where there is nothing to tell. */
  List<String> lines() {
    List<String> parts = new ArrayList<>();
    if (!files.isEmpty()) {
      parts.add(
          "files that are no %s: %d (%s)"
              .formatted(
                  ImageKind.NAMES,
                  files(),
                  listed(
                      files.entrySet().stream()
                          .map(kind -> kind.getValue() + " " + kind.getKey())
                          .toList())));
    }
    add(parts, "folders without images", empty);
    add(parts, "folders of other programs", foreign);
    add(parts, "runs", made);
    add(parts, "links that lead back", loops);
    add(parts, "what is beside the folders of training and test images", beside);
    return parts.isEmpty()
        ? List.of()
        : List.of("%s: passed over %s".formatted(root, String.join("; ", parts)));
  }

  private static void add(List<String> parts, String what, List<String> names) {
    if (!names.isEmpty()) {
      parts.add("%s: %d (%s)".formatted(what, names.size(), listed(names)));
    }
  }

  /** Some names, and that there are more. */
  static String listed(List<String> names) {
    return names.stream().limit(LISTED).collect(Collectors.joining(", "))
        + (names.size() > LISTED ? ", ..." : "");
  }
}
