import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lays the repository's Markdown out for the site: pages beside each other, links among them by
 * their new names, headings with the anchors that links to them say. Run by Maven as it stands.
 */
final class Pages {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("#{2,4} (.+)");

  private final Path root;
  private final Path out;
  private final Map<Path, String> pages = new LinkedHashMap<>();
  private final TreeSet<String> lost = new TreeSet<>();

  private Pages(Path root, Path out) throws IOException {
    this.root = root;
    this.out = out;
    pages.put(root.resolve("README.md"), "index");
    pages.put(root.resolve("CONTRIBUTING.md"), "contributing");
    pages.put(root.resolve("CHANGELOG.md"), "changelog");
    pages.put(root.resolve("examples/own-parts/README.md"), "own-parts");
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(file -> pages.put(file, file.getFileName().toString().replace(".md", "")));
    }
  }

  /** ROOT, the repository, and OUT, where Markdown and resources go. */
  public static void main(String[] folders) throws IOException {
    Path root = Path.of(folders[0]).toAbsolutePath().normalize();
    Pages all = new Pages(root, Path.of(folders[1]).toAbsolutePath().normalize());
    for (Path page : all.pages.keySet()) {
      all.write(page);
    }
    if (!all.lost.isEmpty()) {
      throw new IOException("links that lead nowhere: " + all.lost);
    }
  }

  private void write(Path page) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean code = false;
    for (String line : Files.readAllLines(page)) {
      code ^= line.startsWith("```");
      Matcher heading = HEADING.matcher(line);
      if (!code && heading.matches()) {
        text.append("<a id=\"%s\"></a>\n\n".formatted(anchor(heading.group(1))));
      }
      text.append(code ? line : linked(page, line)).append('\n');
    }
    Path file = out.resolve("markdown").resolve(pages.get(page) + ".md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String linked(Path page, String line) {
    return LINK.matcher(line)
        .replaceAll(link -> Matcher.quoteReplacement("](" + target(page, link.group(1)) + ")"));
  }

  private String target(Path page, String link) {
    if (link.contains("://") || link.startsWith("#") || link.startsWith("mailto:")) {
      return link;
    }
    if (link.startsWith("apidocs/")) {
      return link;
    }
    String[] parts = link.split("#", 2);
    String anchor = parts.length > 1 ? "#" + parts[1] : "";
    Path file = page.resolveSibling(parts[0]).normalize();
    if (Files.isDirectory(file) && pages.containsKey(file.resolve("README.md"))) {
      file = file.resolve("README.md");
    }
    try {
      if (pages.containsKey(file)) {
        if (!anchor.isEmpty() && !anchors(file).contains(parts[1])) {
          lost.add(root.relativize(page) + ": " + link);
        }
        return pages.get(file) + ".html" + anchor;
      }
      if (!Files.isRegularFile(file) || !file.startsWith(root)) {
        lost.add(root.relativize(page) + ": " + link);
        return link;
      }
      String name = root.relativize(file).toString().replaceFirst("^docs/", "");
      Path copy = out.resolve("resources").resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return name;
    } catch (IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> anchor(heading.group(1)))
        .toList();
  }

  /** As GitHub makes them of headings. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }
}
