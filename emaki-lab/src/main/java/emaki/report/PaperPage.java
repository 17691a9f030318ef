package emaki.report;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the report on a study shows: each of its tables and figures beside ours. Texts are plain
 * text, escaped by the page; line breaks in them are kept.
 *
 * @param title of the page
 * @param lead what the page is about, in a few sentences
 * @param tiles the numbers at its head
 * @param sections in the study's order
 * @param provenance what it was made by and from, in this order
 */
public record PaperPage(
    String title,
    String lead,
    List<Tile> tiles,
    List<Section> sections,
    Map<String, String> provenance) {
  private static final int LONG = 18;

  public PaperPage {
    tiles = List.copyOf(tiles);
    sections = List.copyOf(sections);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * One number at the head of the page.
   *
   * @param value with its unit
   * @param what it is
   */
  public record Tile(String value, String what) {}

  /**
   * One table or figure of the study, beside ours.
   *
   * @param id as the command line names it; letters, digits and dashes
   * @param title in words
   * @param study what the study says
   * @param chosen what ours chose where the study left it open; may be empty
   * @param waiting what is missing as the runs have not been done yet, such as "3 of 8 runs are
   *     still to be done"; empty: nothing
   * @param rows figures and claims
   * @param tables in full
   * @param figures pictures
   */
  public record Section(
      String id,
      String title,
      String study,
      String chosen,
      String waiting,
      List<Row> rows,
      List<Table> tables,
      List<Figure> figures) {
    public Section {
      rows = List.copyOf(rows);
      tables = List.copyOf(tables);
      figures = List.copyOf(figures);
    }

    /** The id as part of an address. */
    String anchor() {
      return "section-" + id.replaceAll("[^A-Za-z0-9-]", "-");
    }

    boolean sided() {
      return !study.isEmpty() || !chosen.isEmpty();
    }

    /** How often each verdict was given. */
    List<Badge> badges() {
      return rows.stream()
          .collect(Collectors.groupingBy(Row::verdict, TreeMap::new, Collectors.counting()))
          .entrySet()
          .stream()
          .map(given -> given.getKey().badge(given.getValue()))
          .toList();
    }
  }

  /**
   * One figure or claim.
   *
   * @param what is measured
   * @param split on which images
   * @param study the study's figure
   * @param ours our figure
   * @param spread of ours, such as the standard deviation over seeds
   * @param verdict whether the study's claim holds
   * @param why the verdict's reason in words
   * @param seconds wall time, with its unit
   * @param runs that it rests on
   */
  public record Row(
      String what,
      String split,
      String study,
      String ours,
      String spread,
      Verdict verdict,
      String why,
      String seconds,
      List<Link> runs) {
    public Row {
      runs = List.copyOf(runs);
    }

    boolean explained() {
      return !why.isEmpty() || !runs.isEmpty();
    }

    Badge badge() {
      return verdict.badge(1);
    }

    /** What stands in a line of Markdown, which has no room for more. */
    List<Link> onlyRun() {
      return runs.size() == 1 ? runs : List.of();
    }
  }

  /** A verdict in colour and word; more than one with their number. */
  record Badge(String kind, String words) {}

  /** Whether what the study claims shows in our runs. */
  public enum Verdict {
    /** It shows. */
    HOLDS("holds", "hold"),
    /** The runs say otherwise. */
    DIFFERS("differs", "differ"),
    /** The runs decide it neither way. */
    UNDECIDED("undecided", "undecided"),
    /** Nothing was claimed. */
    NONE("", "without a claim");

    private final String word;
    private final String plural;

    Verdict(String word, String plural) {
      this.word = word;
      this.plural = plural;
    }

    /** For people; empty where nothing was claimed. */
    public String word() {
      return word;
    }

    boolean differs() {
      return this == DIFFERS;
    }

    private Badge badge(long count) {
      String one = this == NONE ? "no claim" : word;
      return new Badge(name().toLowerCase(Locale.ROOT), count == 1 ? one : count + " " + plural);
    }
  }

  /**
   * A link into the page's folder.
   *
   * @param text to click on
   * @param href relative to the page's folder, such as {@code runs/x/report.html}
   */
  public record Link(String text, String href) {
    /** Leaves the page's folder neither by a scheme nor by a root. */
    public Link {
      if (!href.matches("[^:/\\\\][^:\\\\]*")) {
        throw new IllegalArgumentException(
            "Expected a path relative to the page's folder, got " + href);
      }
    }
  }

  /**
   * A table as written to {@code tables/NAME.csv}.
   *
   * @param name of the file, without its ending
   * @param caption in words
   * @param head names of the columns
   * @param rows their cells, some of which may be empty
   */
  public record Table(String name, String caption, List<String> head, List<List<String>> rows) {
    public Table {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
    }

    /** Longer ones scroll on a screen. */
    boolean isLong() {
      return rows.size() > LONG;
    }

    List<Cell> columns() {
      return cells(head, numbers());
    }

    List<List<Cell>> lines() {
      BitSet numbers = numbers();
      return rows.stream().map(row -> cells(row, numbers)).toList();
    }

    private static List<Cell> cells(List<String> texts, BitSet numbers) {
      return IntStream.range(0, texts.size())
          .mapToObj(column -> new Cell(texts.get(column), numbers.get(column)))
          .toList();
    }

    /** Which columns hold numbers, perhaps with a sign or a unit. */
    private BitSet numbers() {
      BitSet numbers = new BitSet();
      for (int c = 0; c < head.size(); c++) {
        int column = c;
        numbers.set(
            c,
            rows.stream()
                .filter(row -> column < row.size() && !row.get(column).isEmpty())
                .allMatch(row -> row.get(column).matches("[-+−±]?[0-9].{0,24}")));
      }
      return numbers;
    }
  }

  /** A text of a table, and whether its column is one of numbers. */
  record Cell(String text, boolean number) {}

  /**
   * A picture.
   *
   * @param file the PNG on disk; a relative one that is not in the working folder is looked for in
   *     the page's
   * @param caption in words
   */
  public record Figure(Path file, String caption) {}
}
