package emaki.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Link;
import emaki.report.PaperPage.Row;
import emaki.report.PaperPage.Section;
import emaki.report.PaperPage.Table;
import emaki.report.PaperPage.Tile;
import emaki.report.PaperPage.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaperReportTest {
  private static final String EVIL = "</style><script>alert(1)</script>'\"&";

  /** Words that no browser may let stick out of a narrow page. */
  private static final String LONG = "unbreakable".repeat(20);

  /** Shows a page as wide as a small phone, and says what became of it. */
  private static final String PHONE =
      """
      <!doctype html><html><body><iframe src="/index.html" width="360" height="900" style="border:0"></iframe><script>
      onload = () => {
        const page = document.querySelector('iframe').contentDocument;
        const data = document.documentElement.dataset;
        const root = page.documentElement;
        data.overflow = root.scrollWidth - root.clientWidth;
        data.width = page.defaultView.innerWidth;
        data.pictures = [...page.images].filter(image => image.naturalWidth > 0).length;
        data.scripts = page.scripts.length;
        data.styled = getComputedStyle(page.querySelector('nav')).display;
      };
      </script></body></html>
      """;

  @TempDir private Path folder;

  @Test
  void holdsEverythingInOneFile() throws Exception {
    String page = Files.readString(PaperReport.write(folder, page("plain", "Table 1")));
    for (Verdict verdict : Verdict.values()) {
      assertThat(page).contains("what " + verdict, "ours " + verdict, "why " + verdict);
    }
    assertThat(page)
        .contains("class=\"badge holds\">holds<", "class=\"badge differs\">differs<")
        .contains("class=\"badge undecided\">undecided<", "class=\"badge none\">no claim<")
        .contains("12.5 %", "tables/table-1.csv", "<td class=\"number\">0.71</td>", "<td></td>")
        .contains("what was chosen", "3 of 8 runs are still to be done", "emaki paper --seeds 10")
        .contains("none.png is missing");
    assertThat(page)
        .contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'\"")
        .doesNotContainPattern("(src|href)\\s*=\\s*[\"']?(https?:|//)")
        .doesNotContain("@import", "<script", "url(");
    assertThat(page.indexOf("first key")).isLessThan(page.indexOf("a second"));
  }

  @Test
  void everyLinkLeadsIntoThePageOrItsFolder() throws Exception {
    String page = Files.readString(PaperReport.write(folder, page("plain", "Table 1")));
    List<String> targets = matches(page, "href=\"([^\"]*)\"");
    assertThat(targets).contains("runs/a/report.html", "#section-table-1", "#provenance");
    assertThat(targets).allMatch(target -> target.matches("(#|runs/|tables/)[A-Za-z0-9./-]+"));
    assertThat(matches(page, " id=\"([^\"]*)\""))
        .doesNotHaveDuplicates()
        .containsAll(
            targets.stream().filter(t -> t.startsWith("#")).map(t -> t.substring(1)).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org",
        "//example.org",
        "/etc/passwd",
        "javascript:alert(1)",
        "\\\\host\\x",
        " javascript:alert(1)",
        "C:/x",
        ""
      })
  void linksElsewhereAreRefused(String href) {
    assertThatThrownBy(() -> new Link("run", href)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textIsNeverMarkup() throws Exception {
    String page = Files.readString(PaperReport.write(folder, page(EVIL, EVIL)));
    assertThat(page)
        .doesNotContain("<script", "alert(1)</script>")
        .contains("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;&amp;");
    assertThat(matches(page, "</style>")).hasSize(1);
  }

  @Test
  void fitsAPhoneAndFetchesNothing() throws Exception {
    PaperReport.write(folder, page(LONG, LONG));
    List<String> fetched = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          fetched.add(path);
          byte[] answer =
              path.equals("/phone")
                  ? PHONE.getBytes(StandardCharsets.UTF_8)
                  : Files.readAllBytes(folder.resolve("index.html"));
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String root =
          Browser.root(
              "http://127.0.0.1:" + server.getAddress().getPort() + "/phone",
              Files.createDirectory(folder.resolve("profile")));
      assertThat(root)
          .contains("data-width=\"360\"", "data-overflow=\"0\"", "data-pictures=\"2\"")
          .contains("data-scripts=\"0\"", "data-styled=\"none\"");
    } finally {
      server.stop(0);
    }
    assertThat(fetched).contains("/phone", "/index.html");
    assertThat(fetched).isSubsetOf("/phone", "/index.html", "/favicon.ico");
  }

  private static List<String> matches(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    return matcher.results().map(m -> m.group(m.groupCount())).toList();
  }

  /** A page of all there can be in one, its texts beginning with some words. */
  private PaperPage page(String words, String id) throws Exception {
    new Picture(40, 20).write(folder.resolve("figures/small.png"));
    new Picture(1200, 20).write(folder.resolve("figures/broad.png"));
    List<Row> rows = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      rows.add(
          new Row(
              words + " what " + verdict,
              words + " test",
              words + " study",
              words + " ours " + verdict,
              words + " spread",
              verdict,
              words + " why " + verdict,
              words + " 3 s",
              List.of(
                  new Link(words + " seed 0", "runs/a/report.html"),
                  new Link("seed 1", "runs/b/report.html"))));
    }
    Table table =
        new Table(
            "table-1",
            words,
            List.of(words, "test"),
            List.of(List.of(words, "0.71"), List.of("", "")));
    List<Figure> figures =
        List.of(
            new Figure(folder.resolve("figures/small.png"), words),
            new Figure(Path.of("figures/broad.png"), words),
            new Figure(Path.of("figures/none.png"), words));
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("first key", words + " emaki paper --seeds 10");
    provenance.put("a second", words);
    return new PaperPage(
        words,
        words + " lead",
        List.of(new Tile("12.5 %", words)),
        List.of(
            new Section(
                id.equals("Table 1") ? "table-1" : id,
                words,
                words + " says",
                words + " what was chosen",
                "3 of 8 runs are still to be done",
                rows,
                List.of(table),
                figures),
            new Section("bare", words, "", "", "", List.of(), List.of(), List.of())),
        provenance);
  }
}
