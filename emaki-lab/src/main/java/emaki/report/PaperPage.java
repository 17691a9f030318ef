package emaki.report;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  }

  /** Whether what the study claims shows in our runs. */
  public enum Verdict {
    /** It shows. */
    HOLDS("holds"),
    /** The runs say otherwise. */
    DIFFERS("differs"),
    /** The runs decide it neither way. */
    UNDECIDED("undecided"),
    /** Nothing was claimed. */
    NONE("");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** For people; empty where nothing was claimed. */
    public String word() {
      return word;
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
  }

  /**
   * A picture.
   *
   * @param file the PNG on disk; a relative one that is not in the working folder is looked for in
   *     the page's
   * @param caption in words
   */
  public record Figure(Path file, String caption) {}
}
