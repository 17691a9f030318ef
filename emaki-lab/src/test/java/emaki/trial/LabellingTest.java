package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.cluster.Clusterers;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Npz;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.LabelFile;
import emaki.run.Naming;
import emaki.run.NetworkSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Status;
import emaki.run.TrialSpec;
import emaki.train.EpochMetrics;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of a small run, named; images labelled by these names; a classifier taught by them. */
final class LabellingTest {
  private static final String DATA = "kana:600";

  @TempDir private static Path trained;
  @TempDir private Path folder;
  private RunFolder run;
  private ClusteringRecord clustering;

  @BeforeAll
  static void train() throws IOException {
    TrialSpec spec = TrialSpec.of(DATA).with(new NetworkSpec(8, List.of(64))).withEpochs(3);
    Trial.run(spec, null, trained.resolve("run"), "", TrainingListener.NONE);
  }

  @BeforeEach
  void cluster() throws IOException {
    run = new RunFolder(folder.resolve("run"));
    Files.createDirectories(run.path());
    for (String file : List.of("run.json", "latents.npz", "model.safetensors")) {
      Files.copy(trained.resolve("run").resolve(file), run.path().resolve(file));
    }
    clustering = Clustering.run(run, Clusterers.parse("kmeans:k=12"), 0);
  }

  private Path names() {
    return run.clusterings().namesFile("kmeans");
  }

  private Path names(IntFunction<String> name) throws IOException {
    List<String> lines = new ArrayList<>(List.of("cluster,size,name"));
    for (int c = 0; c < clustering.k(); c++) {
      lines.add("%d,%d,%s".formatted(c, clustering.sizes().get(c), name.apply(c)));
    }
    return Files.write(names(), lines);
  }

  private Labelling label() throws IOException {
    return Labelling.run(run, clustering, ClusterNames.read(names(), clustering));
  }

  @Test
  void theNamesFileHasALineACluster() throws IOException {
    List<String> lines = Files.readAllLines(names());
    assertThat(lines).hasSize(13).startsWith("cluster,size,name");
    assertThat(lines.get(3)).isEqualTo("2,%d,".formatted(clustering.sizes().get(2)));
    refused("names no cluster");
  }

  @Test
  void imagesHaveTheNamesOfTheirClusters() throws IOException {
    // Two clusters of one name are one class, which others' names do not touch; the last has none.
    names(c -> c == 11 ? "" : c < 2 ? " \"a, \"\"b\"\"\" " : "c" + c);
    Labelling labelling = label();
    int[] clusters = run.clusterings().labels(clustering, run.latents());
    int[] own = run.latents().labels();
    Map<String, Map<Integer, Integer>> counts = new HashMap<>();
    List<String> expected = new ArrayList<>(List.of("row,file,name"));
    for (int row = 0; row < clusters.length; row++) {
      int c = clusters[row];
      String name = c == 11 ? "" : c < 2 ? "a, \"b\"" : "c" + c;
      assertThat(labelling.images().byRow().get(row)).isEqualTo(name);
      expected.add("%d,,%s".formatted(row, c < 2 ? "\"a, \"\"b\"\"\"" : name));
      if (!name.isEmpty()) {
        counts.computeIfAbsent(name, each -> new HashMap<>()).merge(own[row], 1, Integer::sum);
      }
    }
    assertThat(Files.readAllLines(run.labelsFile())).isEqualTo(expected);
    int named = counts.values().stream().flatMap(c -> c.values().stream()).mapToInt(n -> n).sum();
    int most =
        counts.values().stream()
            .mapToInt(c -> c.values().stream().mapToInt(n -> n).max().orElse(0))
            .sum();
    assertThat(labelling.images().named()).isEqualTo(named).isLessThan(clusters.length);
    assertThat(labelling.agreement()).isEqualTo((double) most / named);
    assertThat(labelling.unnamed()).containsExactly(11);
    assertThat(labelling.noise()).isZero();
  }

  /** Whichever comes first, and what is taken back leaves what was there before. */
  @Test
  void aNameGivenByHandWinsOverThatOfItsCluster() throws IOException {
    names(c -> "c" + c);
    List<Naming> hand =
        List.of(new Naming("mine", true, List.of(0, 3, 3)), new Naming("", true, List.of(1)));
    List<Naming> nothing = Labelling.byHand(run, 700, hand);
    assertThat(nothing).containsExactly(new Naming("", false, List.of(0, 3, 1)));
    assertThat(Files.readAllLines(run.labelsFile()))
        .startsWith("row,file,name,by", "0,,mine,hand", "1,,,hand", "2,,,", "3,,mine,hand");
    int[] clusters = run.clusterings().labels(clustering, run.latents());
    assertThat(label().images().byRow())
        .startsWith("mine", "", "c" + clusters[2], "mine", "c" + clusters[4]);
    // A cluster that is called otherwise takes no image back, though they were of one name.
    names(c -> "mine");
    label();
    names(c -> "other");
    assertThat(label().images().byRow()).startsWith("mine", "", "other", "mine", "other");
    List<Naming> before =
        Labelling.byHand(run, 700, List.of(new Naming(" two ", true, List.of(2, 3))));
    assertThat(before)
        .containsExactly(
            new Naming("other", false, List.of(2)), new Naming("mine", true, List.of(3)));
    Labelling.byHand(run, 700, before);
    assertThat(label().images().byHand()).containsExactlyInAnyOrder(0, 1, 3);
    assertThat(Labelling.byHand(run, 700, nothing)).hasSize(2);
    label();
    assertThat(Files.readAllLines(run.labelsFile())).startsWith("row,file,name", "0,,other");
  }

  @Test
  void columnsThatAPersonAddedStay() throws IOException {
    Files.writeString(names(), "cluster,name,\"sure, or not\"\n3,x,no\n4,,yes\n");
    new ClusterNames(ClusterNames.soFar(names(), clustering).with(5, "y").byCluster())
        .write(names(), clustering);
    assertThat(Files.readAllLines(names()))
        .startsWith("cluster,size,name,\"sure, or not\"")
        .contains("3,%d,x,no".formatted(clustering.sizes().get(3)))
        .contains("4,%d,,yes".formatted(clustering.sizes().get(4)))
        .contains("5,%d,y,".formatted(clustering.sizes().get(5)));
    Files.writeString(run.labelsFile(), "row,name,by,remark\n2,a,hand,blurred\n");
    label();
    assertThat(Files.readAllLines(run.labelsFile()))
        .startsWith("row,file,name,by,remark")
        .contains("2,,a,hand,blurred");
    Files.writeString(run.labelsFile(), "row;remark\n");
    assertThatThrownBy(this::label).hasMessageContaining("has no column name");
    assertThat(run.labelsFile()).hasContent("row;remark");
    // They are work too: other clusters do not take their place.
    Files.writeString(names(), "cluster,name,remark\n3,,blurred\n");
    assertThatThrownBy(() -> Clustering.run(run, Clusterers.parse("kmeans:k=4"), 0))
        .hasMessageContaining("holds names");
  }

  @Test
  void aSpreadsheetMayWriteTheNames() throws IOException {
    writtenBySpreadsheet("\uFEFFname ; cluster\r\nお;3\r\n\r\n; 4\r\n", StandardCharsets.UTF_8);
    String tabs = "name\tcluster\tsize\r\nお\t3\t\r\n\t4\t\r\n";
    writtenBySpreadsheet(tabs, StandardCharsets.UTF_16);
    writtenBySpreadsheet("\uFEFF" + tabs, StandardCharsets.UTF_16LE);
  }

  private void writtenBySpreadsheet(String text, Charset encoding) throws IOException {
    Files.write(names(), text.getBytes(encoding));
    List<String> byCluster = ClusterNames.read(names(), clustering).byCluster();
    assertThat(byCluster).hasSize(12).contains("お").endsWith("");
    assertThat(byCluster.indexOf("お")).isEqualTo(3);
  }

  @Test
  void faultyNamesAreRefused() throws IOException {
    faulty("cluster,size,label\n0,1,a\n", "has no column name, but cluster,size,label");
    faulty("", "is empty");
    faulty("cluster,name\n12,a\n", "line 2: expected a cluster from 0 to 11, found 12");
    faulty("cluster,name\n0,a\nx,a\n", "line 3: expected a cluster from 0 to 11, found x");
    faulty("cluster,name\n0,a\n0,b\n", "line 3: cluster 0 has a line already");
    faulty("cluster,name\n0,a,b\n", "is no table");
    faulty("cluster,size,name\n0,100000,a\n", "is of another clustering");
    Files.write(names(), "cluster,name\n0,お".getBytes(Charset.forName("Shift_JIS")));
    refused("no UTF-8 text (save it as CSV UTF-8)");
    Files.delete(names());
    refused("no such file");
  }

  private void faulty(String text, String reason) throws IOException {
    Files.writeString(names(), text);
    refused(reason);
  }

  private void refused(String reason) {
    assertThatThrownBy(this::label)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(names().toString())
        .hasMessageContaining(reason);
    assertThat(run.labelsFile()).doesNotExist();
  }

  /** They took somebody an hour, and would be of other clusters. */
  @Test
  void namesAreNotOverwritten() throws IOException {
    Clustering.run(run, Clusterers.parse("kmeans:k=3"), 0);
    assertThat(Files.readAllLines(names())).hasSize(4);
    Files.writeString(names(), "cluster,size,name\n0,,a\n");
    assertThatThrownBy(() -> Clustering.run(run, Clusterers.parse("kmeans:k=4"), 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds names");
    assertThat(run.clusterings().latest().orElseThrow().k()).isEqualTo(3);
    Clustering.run(run, Clusterers.parse("kmeans:k=4"), "four", 0);
    assertThat(Files.readString(names())).contains("0,,a");
    assertThatThrownBy(() -> Clustering.run(run, Clusterers.parse("kmeans:k=4"), "a-names", 0))
        .isInstanceOf(InputException.class);
  }

  @Test
  void aClassifierLearnsThemAndGoesOnWithItsOwnCopy() throws IOException {
    names(c -> c == 11 ? "" : c % 2 == 0 ? "even" : "odd");
    Labelling labelling = label();
    ClassificationSpec spec =
        Recipe.STUDY
            .ofLatents(run.path(), run.record().autoencoder())
            .withLabels(LabelFile.of(run.labelsFile()));
    spec = spec.with(spec.network().withHidden(List.of(16))).with(spec.training().withEpochs(4));
    spec = spec.with(spec.training().withBatchSize(50));
    RunRecord whole = Trial.run(spec, null, folder.resolve("whole"), "", TrainingListener.NONE);
    assertThat(whole.leftOut()).isEqualTo(700 - labelling.images().named()).isPositive();
    assertThat(new RunFolder(folder.resolve("whole")).classification().orElseThrow().classes())
        .containsExactly("even", "odd");
    Map<String, emaki.data.NpyArray> predictions =
        Npz.read(folder.resolve("whole/predictions.npz"));
    assertThat(predictions.get("labels").ints()).isEqualTo(labelling.images().labels());
    byte[] split = predictions.get("split").bytes();
    for (int row = 0; row < split.length; row++) {
      boolean left = labelling.images().byRow().get(row).isEmpty();
      assertThat(split[row]).isEqualTo(left ? -1 : run.latents().split()[row]);
    }

    Path stopped = folder.resolve("stopped");
    assertThat(Trial.run(spec, null, stopped, "", new AfterOneEpoch()).status())
        .isEqualTo(Status.INTERRUPTED);
    Files.delete(run.labelsFile());
    Trial.resume(stopped, TrainingListener.NONE);
    assertThat(
            Files.mismatch(
                stopped.resolve("model.safetensors"), folder.resolve("whole/model.safetensors")))
        .isEqualTo(-1);

    // Its names are none of the data's: what it predicts of them cannot be scored.
    ImageSet images = Datasets.load(DATA, DatasetOptions.DEFAULT).images();
    assertThat(PredictedLabels.of(new RunFolder(stopped), images).accuracy()).isNull();
  }

  private static final class AfterOneEpoch implements TrainingListener {
    private boolean over;

    @Override
    public void onEpoch(EpochMetrics epoch, float[] validationLatents) {
      over = true;
    }

    @Override
    public boolean cancelled() {
      return over;
    }
  }

  @Test
  void labelsThatCannotBeLearntAreRefused() throws IOException {
    Path labels = folder.resolve("mine.csv");
    unlearnt(labels, "row,name\n0,a\n0,b\n", "line 3: row 0 has a line already");
    unlearnt(labels, "row,name\n700,a\n", "expected a row from 0 to 699");
    unlearnt(labels, "row,name\n0,\n", "names no image");
    unlearnt(labels, "row,name\n0,a\n1,b\n", "names none of the");
    Files.writeString(labels, "row,name\n0,a\n");
    LabelFile before = LabelFile.of(labels);
    Files.writeString(labels, "row,name\n0,b\n");
    assertThatThrownBy(() -> before.read(labels, 700, List.of()))
        .hasMessageContaining("not what the run began with");
    Files.writeString(labels, "row,file,name\n0,b.png,x\n");
    assertThatThrownBy(() -> LabelFile.of(labels).read(labels, 2, List.of("a.png", "b.png")))
        .hasMessageContaining("line 2: image 0 is a.png, not b.png");
    assertThat(LabelFile.of(labels).read(labels, 2, List.of("b.png", "a.png")).byRow())
        .containsExactly("x", "");
  }

  private void unlearnt(Path labels, String text, String reason) throws IOException {
    Files.writeString(labels, text);
    ClassificationSpec spec =
        Recipe.STUDY
            .ofPixels(ClassificationSpec.Kind.MLP, run.record().spec().data())
            .withLabels(LabelFile.of(labels));
    assertThatThrownBy(() -> Trial.run(spec, null, folder.resolve("x"), "", TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason);
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
