package emaki.app.explore;

import emaki.data.Catalogue;
import emaki.data.Datasets;
import emaki.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a training can learn from here: the known data sets, what earlier runs learnt from, and what
 * looks like images beside the folder of runs. Names alone are told, nothing is read.
 */
final class DataChoices {
  private static final int MOST_USED = 12;
  private static final int MOST_BESIDE = 60;

  /** Of a folder, down to this depth, so many files at most are looked at. */
  private static final int DEPTH = 3;

  private static final int MOST_FILES = 400;

  /** Fewer are somebody's figures, or nothing to learn from. */
  private static final int LEAST_IMAGES = 10;

  private static final Pattern IMAGE =
      Pattern.compile(".*\\.(png|jpe?g|jpe|jfif|bmp|dib|gif|tiff?|webp)");

  private static final Pattern ARRAYS = Pattern.compile(".*\\.np[yz]|.*-images[-.]idx3-ubyte.*");

  /**
   * One of them.
   *
   * @param kind known, used or beside
   * @param name in a word or two
   * @param description in some words
   * @param options of {@code train} that name it, by option
   */
  record Choice(String kind, String name, String description, Map<String, String> options) {}

  private DataChoices() {}

  /** All of them; those that earlier runs used first, the newest of these before the others. */
  static List<Choice> of(Collection<RunRow> runs, Path root) {
    return Stream.of(used(runs), beside(root), known()).flatMap(List::stream).toList();
  }

  private static List<Choice> known() {
    return Catalogue.entries().stream()
        .map(
            entry ->
                new Choice(
                    "known",
                    entry.name(),
                    Datasets.whereIs(entry.name(), null).isPresent()
                        ? entry.description()
                        : entry.description() + "; not on this machine yet",
                    Map.of("data", entry.name())))
        .toList();
  }

  private static List<Choice> used(Collection<RunRow> runs) {
    Map<Map<String, String>, Choice> found = new LinkedHashMap<>();
    runs.stream()
        .map(RunRow::fields)
        .filter(fields -> fields.get("dataset.source") instanceof String)
        .sorted(Comparator.comparing(DataChoices::created).reversed())
        .forEach(fields -> found.putIfAbsent(options(fields), used(fields)));
    return found.values().stream().limit(MOST_USED).toList();
  }

  private static String created(Map<String, Object> fields) {
    return String.valueOf(fields.get("created"));
  }

  private static Choice used(Map<String, Object> fields) {
    String source = String.valueOf(fields.get("dataset.source"));
    return new Choice(
        "used",
        source.replaceFirst("^.*[/\\\\](?=[^/\\\\])", ""),
        "%s images of %s x %s"
            .formatted(
                fields.get("dataset.images"),
                fields.get("dataset.height"),
                fields.get("dataset.width")),
        options(fields));
  }

  private static Map<String, String> options(Map<String, Object> fields) {
    Map<String, String> options = new LinkedHashMap<>();
    Map.of("data", "dataset.source", "data-dir", "dataset.folder", "resize", "spec.resize")
        .forEach(
            (option, field) -> {
              if (fields.get(field) instanceof String text) {
                options.put(option, text);
              }
            });
    return options;
  }

  private static List<Choice> beside(Path root) {
    Path runs = root.toAbsolutePath().normalize();
    Path above = runs.getParent();
    if (above == null || !Files.isDirectory(above)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(above)) {
      return entries
          .filter(entry -> !name(entry).startsWith(".") && !entry.equals(runs))
          .sorted()
          .limit(MOST_BESIDE)
          .filter(entry -> Files.isDirectory(entry) ? holdsImages(entry) : holdsArrays(entry))
          .map(
              entry ->
                  new Choice(
                      "beside",
                      name(entry),
                      Files.isDirectory(entry) ? "a folder of images" : "a file of arrays",
                      Map.of("data", entry.toString())))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // A folder that cannot be listed offers nothing.
      return List.of();
    }
  }

  private static boolean holdsArrays(Path file) {
    return ARRAYS.matcher(name(file).toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether it holds images, and no runs with figures of theirs. */
  private static boolean holdsImages(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      List<Path> found = files.limit(MOST_FILES).toList();
      return found.stream().noneMatch(entry -> new RunFolder(entry).isBegun())
          && found.stream().filter(DataChoices::isImage).count() >= LEAST_IMAGES;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isImage(Path file) {
    return IMAGE.matcher(name(file).toLowerCase(Locale.ROOT)).matches();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
