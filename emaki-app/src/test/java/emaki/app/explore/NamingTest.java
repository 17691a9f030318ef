package emaki.app.explore;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.ClusteringRecord;
import emaki.run.Json;
import emaki.run.LabelFile;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters are named by the keys, and every name is in its file as soon as it is given. */
final class NamingTest extends BrowserTest {
  private static final List<String> WORDS = List.of("ki", "お", "a, or \"b\"", "ki", "na");

  private NamedRun views;
  private RunFolder run;
  private ClusteringRecord islands;

  @Override
  void makeRuns() throws Exception {
    views = NamedRun.train(root.resolve("views"));
    run = views.folder();
    islands = views.islands();
  }

  @BeforeEach
  void nothingIsNamed() throws IOException {
    views.clear();
  }

  @Test
  void islandsAreNamedOneAfterAnotherByTheKeys() throws Exception {
    assertThat(islands.k()).isGreaterThan(WORDS.size() + 2);
    explore("views");
    page.locator("#clustering").selectOption("islands");
    page.getByText("Name the clusters").click();
    for (int island = 0; island < WORDS.size(); island++) {
      assertThat(title()).containsText("Island %d · ".formatted(island));
      page.keyboard().type(WORDS.get(island));
      page.keyboard().press("Enter");
    }
    // One is passed over, and the next taken back.
    page.keyboard().press("Enter");
    page.keyboard().type("wrong");
    page.keyboard().press("Enter");
    assertThat(title()).containsText("Island %d · ".formatted(WORDS.size() + 2));
    page.keyboard().press("Shift+Enter");
    assertThat(field()).hasValue("wrong");
    page.keyboard().press("Delete");
    page.keyboard().press("Shift+Enter");
    assertThat(title()).containsText("Island %d · ".formatted(WORDS.size()));
    assertWritten(WORDS);
    int images = islands.sizes().stream().mapToInt(Integer::intValue).sum() + islands.noise();
    int named = islands.sizes().subList(0, WORDS.size()).stream().mapToInt(i -> i).sum();
    assertThat(page.locator("output.progress"))
        .hasText("5 of %d islands, %,d of %,d images named".formatted(islands.k(), named, images));
    page.waitForURL(url -> url.endsWith("cluster=" + WORDS.size()));
    page.reload();
    assertThat(page.locator("output.progress")).containsText("5 of ");
    assertThat(title()).containsText("Island %d · ".formatted(WORDS.size()));
    assertThat(page.locator(".clusters li").nth(1)).containsText("お");
    assertThat(page.locator(".examples canvas").first()).isVisible();
    assertLabelled(named, images);
  }

  private void assertLabelled(int named, int images) throws IOException {
    page.getByText("Make labels.csv").click();
    assertThat(page.locator(".labelled"))
        .containsText("%,d of %,d images have one of 4 labels now".formatted(named, images));
    assertThat(page.locator(".labelled code")).containsText("emaki classify ");
    List<String> lines = Files.readAllLines(run.labelsFile());
    int[] clusters = run.clusterings().labels(islands, run.latents());
    assertThat(lines).hasSize(images + 1);
    for (int row = 0; row < images; row++) {
      boolean has = clusters[row] >= 0 && clusters[row] < WORDS.size();
      String name = has ? WORDS.get(clusters[row]) : "";
      assertThat(lines.get(row + 1)).isEqualTo("%d,,%s".formatted(row, NamedRun.cell(name)));
    }
  }

  /** The images are those that the cluster's sheet shows. */
  @Test
  void anyClusteringIsNamedAndShowsItsImages() throws Exception {
    go("#/name/views");
    assertThat(page.getByLabel("Clustering")).hasValue("four");
    assertThat(title()).containsText("Cluster 0 · ");
    page.locator(".examples[data-cluster='0'] canvas").first().waitFor();
    assertThat(page.locator(".examples canvas")).hasCount(40);
    Object grey =
        page.evaluate(
            "() => [...document.querySelectorAll('.examples canvas')].filter(canvas => {"
                + " const d = canvas.getContext('2d').getImageData(0, 0, 28, 28).data;"
                + " return d.some((v, i) => i % 4 < 3 && v > 128); }).length");
    assertThat(grey).isEqualTo(40);
    page.keyboard().type("x");
    page.locator(".clusters button").nth(2).click();
    assertThat(title()).containsText("Cluster 2 · ");
    // However long the last name takes to be written, the space has it.
    List<Route> writing = new ArrayList<>();
    page.route("**/names/four", writing::add);
    page.keyboard().type("y");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("views")).click();
    page.waitForCondition(() -> !writing.isEmpty());
    page.waitForTimeout(500);
    page.unroute("**/names/four");
    writing.forEach(Route::resume);
    page.locator(".scatter[data-ready]").waitFor();
    assertThat(views.names("four")).containsPattern("0,\\d+,x\n1,\\d+,\n2,\\d+,y\n3,\\d+,\n");
    page.locator("#colour").selectOption("cluster");
    assertThat(page.locator(".entry .name"))
        .hasText(new String[] {"x (0)", "cluster 1", "y (2)", "cluster 3"});
    page.getByText("Name the clusters").click();
    assertThat(title()).containsText("Cluster 1 · ");
    page.getByLabel("Clustering").selectOption("islands");
    assertThat(title()).containsText("Island 0 · ");
  }

  @Test
  void whatCannotBeWrittenIsKeptUntilItCan() throws Exception {
    go("#/name/views?clustering=islands");
    assertThat(title()).containsText("Island 0 · ");
    Locator state = page.locator(".bar .hint");
    try (RunLock held = RunLock.of(run)) {
      page.keyboard().type("ki");
      page.keyboard().press("Enter");
      assertThat(state).containsText("A name is not written yet");
      assertThat(state).containsText("another emaki is working on it");
      assertThat(run.clusterings().namesFile("islands")).doesNotExist();
      page.keyboard().type("su");
      page.keyboard().press("Enter");
      assertThat(state).containsText("2 names are not written yet");
    }
    assertWritten(List.of("ki", "su"));
    // What a person fills in elsewhere meanwhile stays.
    Path file = run.clusterings().namesFile("islands");
    Files.writeString(file, views.names("islands").replaceFirst("(?m)^3,(\\d+),$", "3,$1,byhand"));
    page.keyboard().type("na");
    page.keyboard().press("Enter");
    assertWritten(List.of("ki", "su", "na", "byhand"));
    heard.complaints().removeIf(complaint -> complaint.contains("422"));
  }

  /** As in an image program: added to, taken out of, taken back; and named, for a classifier. */
  @Test
  void selectionsAreNamedByHandAndTaughtToAClassifier() throws Exception {
    explore("views");
    page.locator("[data-tool=box]").click();
    drag(420, 60, 640, 700);
    int part = selected();
    page.keyboard().down("Shift");
    drag(640, 60, 860, 700);
    page.keyboard().up("Shift");
    page.waitForCondition(() -> selected() > part);
    int more = selected();
    page.keyboard().down("Alt");
    drag(420, 60, 860, 300);
    page.keyboard().up("Alt");
    page.waitForCondition(() -> selected() < more);
    int ki = selected();
    page.keyboard().press("Control+z");
    assertThat(page.locator(".selection h2")).hasText("%,d selected".formatted(more));
    page.keyboard().press("Control+Shift+z");
    assertThat(page.locator(".selection h2")).hasText("%,d selected".formatted(ki));
    name("ki");
    assertThat(page.locator("#colour")).hasValue("given");
    assertThat(page.locator(".entry .name")).hasText(new String[] {"no name", "ki"});
    drag(420, 60, 860, 300);
    int no = selected();
    name("a, or \"b\"");
    Locator count = page.locator(".labelling .hint").first();
    assertThat(count).hasText("%,d of 2,333 images named, 2 labels".formatted(ki + no));
    page.keyboard().press("Control+z");
    assertThat(count).hasText("%,d of 2,333 images named, 1 label".formatted(ki));
    page.keyboard().press("Control+y");
    assertThat(count).hasText("%,d of 2,333 images named, 2 labels".formatted(ki + no));
    assertThat(page.locator(".nameform .hint")).isEmpty();
    // A page that is loaded anew takes back what was named before; its address has what was
    // selected.
    page.waitForFunction(
        "() => location.hash.split('?')[1] === document.querySelector('a.button[href^=\"#/sheet\"]').hash.split('?')[1]");
    page.reload();
    assertThat(count).hasText("%,d of 2,333 images named, 2 labels".formatted(ki + no));
    page.keyboard().press("Control+z");
    assertThat(count).hasText("%,d of 2,333 images named, 1 label".formatted(ki));
    page.keyboard().press("Control+y");
    assertThat(count).hasText("%,d of 2,333 images named, 2 labels".formatted(ki + no));
    assertThat(page.locator(".nameform .hint")).isEmpty();
    try (RunLock held = RunLock.of(run)) {
      name("held");
      assertThat(page.locator(".nameform .hint")).containsText("Not written yet");
    }
    name("a, or \"b\"");
    assertThat(page.locator(".nameform .hint")).isEmpty();
    String cell = "\"a, or \"\"b\"\"\"";
    assertThat(Files.readAllLines(run.labelsFile()))
        .hasSize(2334)
        .startsWith("row,file,name,by")
        .filteredOn(line -> line.endsWith(",,%s,hand".formatted(cell)))
        .hasSize(no);
    assertSavedAndTaught(ki + no);
    heard.complaints().removeIf(complaint -> complaint.contains("422"));
  }

  private void assertSavedAndTaught(int named) throws Exception {
    Download download = page.waitForDownload(() -> page.getByText("Save labels").click());
    Path mine = root.resolve("mine.csv");
    download.saveAs(mine);
    assertThat(Files.readAllLines(mine)).hasSize(named + 1).first().isEqualTo("row,file,name");
    assertThat(LabelFile.of(mine).read(mine, 2333, List.of()).byRow())
        .isEqualTo(LabelFile.of(run.labelsFile()).read(run.labelsFile(), 2333, List.of()).byRow());
    Files.delete(mine);
    ClassificationSpec spec =
        Recipe.STUDY
            .ofLatents(run.path(), run.record().autoencoder())
            .withLabels(LabelFile.of(run.labelsFile()));
    spec = spec.with(spec.training().withEpochs(1).withThreads(1));
    Trial.run(spec, null, root.resolve("taught"), "emaki classify", TrainingListener.NONE);
    assertThat(RunFolder.open(root.resolve("taught")).classification().orElseThrow().classes())
        .containsExactly("a, or \"b\"", "ki");
  }

  /** Sorted, picked from by pointer and keys; its address brings it back. */
  @Test
  void aSelectionHasAPageOfItsOwn() throws Exception {
    explore("views");
    page.locator("[data-tool=box]").click();
    drag(420, 60, 860, 700);
    int all = selected();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sheet")).click();
    Locator title = page.locator(".sheetview h2");
    assertThat(title).hasText("%,d images".formatted(all));
    page.locator(".bar select").selectOption("error");
    page.getByText("Downwards").click();
    Locator canvas = page.locator("canvas.sheet");
    page.waitForURL(url -> url.contains("down=1") && url.contains("sort=error"));
    int[] worst = byError();
    assertThat(canvas).hasAttribute("data-first", String.valueOf(worst[0]));
    canvas.click(new Locator.ClickOptions().setPosition(20, 20));
    canvas.click(
        new Locator.ClickOptions()
            .setPosition(20 + 3 * 64, 20)
            .setModifiers(List.of(KeyboardModifier.SHIFT)));
    assertThat(page.locator(".acting output")).hasText("4 picked");
    page.locator(".sheetview .sheetscroll").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Space");
    assertThat(page.locator(".acting output")).hasText("5 picked");
    name("blurred");
    assertThat(page.locator(".labelling .hint").first()).containsText("5 of 2,333 images");
    assertThat(page.locator(".nameform .hint")).isEmpty();
    List<String> lines = Files.readAllLines(run.labelsFile());
    for (int i = 0; i < 5; i++) {
      assertThat(lines.get(worst[i] + 1)).isEqualTo(worst[i] + ",,blurred,hand");
    }
    String before = page.url();
    page.keyboard().press("Delete");
    assertThat(title).hasText("%,d images".formatted(all - 5));
    assertThat(canvas).hasAttribute("data-first", String.valueOf(worst[5]));
    page.keyboard().press("Control+z");
    assertThat(title).hasText("%,d images".formatted(all));
    page.keyboard().press("Control+Shift+z");
    assertThat(title).hasText("%,d images".formatted(all - 5));
    page.waitForURL(url -> !url.equals(before));
    page.reload();
    assertThat(canvas).hasAttribute("data-first", String.valueOf(worst[5]));
    page.getByText("In the space").click();
    assertThat(page.locator(".selection h2")).hasText("%,d selected".formatted(all - 5));
  }

  /** The rows of the sheet as it is sorted, by the CSV of it. */
  private int[] byError() throws IOException {
    Download download = page.waitForDownload(() -> page.getByText("Save CSV").click());
    Path csv = root.resolve("sheet.csv");
    download.saveAs(csv);
    List<String> lines = Files.readAllLines(csv);
    Files.delete(csv);
    int error = List.of(lines.get(0).split(",")).indexOf("error");
    List<String[]> cells = lines.stream().skip(1).map(line -> line.split(",")).toList();
    assertThat(cells.stream().map(row -> Double.valueOf(row[error])).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
    return cells.stream().mapToInt(row -> Integer.parseInt(row[0])).toArray();
  }

  /** How many images are, once it stands still. */
  private int selected() {
    return Integer.parseInt(page.locator(".selection h2").textContent().replaceAll("\\D", ""));
  }

  private void name(String name) {
    page.keyboard().press("n");
    page.keyboard().type(name);
    page.keyboard().press("Enter");
  }

  @Test
  void namesAreGuardedAndChecked() throws Exception {
    RawHttp http = new RawHttp(explorer.address());
    String token =
        Guard.TOKEN_HEADER
            + ": "
            + Json.MAPPER.readTree(http.get("/api/session").body()).path("token").asText();
    String path = "/api/runs/views/names/islands";
    byte[] sound = given(islands.created(), 0, "ki");
    assertThat(http.post(path, sound).status()).isEqualTo(403);
    assertThat(http.post(path, sound, token, "Origin: http://evil.example").status())
        .isEqualTo(403);
    assertThat(http.send("POST", path, "evil.example", sound, token).status()).isEqualTo(403);
    assertThat(http.post("/api/runs/views/labels/islands", new byte[0]).status()).isEqualTo(403);
    assertThat(http.post(path, given("2001", 0, "ki"), token).status()).isEqualTo(409);
    assertThat(http.post(path, given(islands.created(), -1, "ki"), token).status()).isEqualTo(404);
    for (String name : List.of("a\nb", "x".repeat(201))) {
      RawHttp.Answer refused = http.post(path, given(islands.created(), 0, name), token);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("in one line");
    }
    assertThat(http.post(path, new byte[] {'['}, token).status()).isEqualTo(400);
    assertThat(http.post("/api/runs/views/names/none", sound, token).status()).isEqualTo(404);
    assertThat(run.clusterings().namesFile("islands")).doesNotExist();
    assertThat(http.post("/api/runs/views/labels/islands", new byte[0], token).text())
        .contains("no such file");
    JsonNode answer = Json.MAPPER.readTree(http.post(path, sound, token).body());
    assertThat(answer.at("/names/0").asText()).isEqualTo("ki");
    assertThat(views.names("islands")).contains(",ki");
    String hand = "/api/runs/views/labels";
    assertThat(http.post(hand, naming("ki", 2332)).status()).isEqualTo(403);
    assertThat(http.post(hand, naming("ki", 2333), token).status()).isEqualTo(400);
    assertThat(http.post(hand, naming("a\\nb", 1), token).text()).contains("in one line");
    assertThat(http.post(hand, new byte[] {'['}, token).status()).isEqualTo(400);
    assertThat(run.labelsFile()).doesNotExist();
    JsonNode before = Json.MAPPER.readTree(http.post(hand, naming("ki", 2332), token).body());
    assertThat(before.at("/before/0/rows/0").asInt()).isEqualTo(2332);
    assertThat(run.labelsFile()).content().contains("2332,,ki,hand");
  }

  private static byte[] naming(String name, int row) {
    String json = "{\"namings\": [{\"name\": \"%s\", \"by_hand\": true, \"rows\": [%d]}]}";
    return json.formatted(name, row).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] given(String created, int cluster, String name) throws IOException {
    return Json.MAPPER.writeValueAsBytes(
        Map.of("created", created, "cluster", cluster, "name", name));
  }

  private Locator title() {
    return page.locator(".island h2");
  }

  private Locator field() {
    return page.locator(".givenname");
  }

  /** The first clusters have these names, the others none. */
  private void assertWritten(List<String> names) {
    assertThat(page.locator(".bar .hint")).hasText(Pattern.compile("all written"));
    assertThat(views.names("islands").lines().toList()).isEqualTo(views.lines(names));
  }
}
