package emaki.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.cluster.Clusterers;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.Latents;
import emaki.run.Predictions;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import emaki.trial.Clustering;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB reads what is written. */
final class ParquetExportTest {
  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void train() throws IOException {
    TrialSpec spec = TrialSpec.of("kana:150").withThreads(1).withEpochs(1);
    Trial.run(spec, null, folder.resolve("run"), "", TrainingListener.NONE);
    run = RunFolder.open(folder.resolve("run"));
  }

  @Test
  void everyImageIsARowOfWhatIsKnown() throws Exception {
    Latents latents = run.latents();
    int n = latents.size();
    List<String> files = IntStream.range(0, n).mapToObj(i -> "お, \"" + i + "\".png").toList();
    run.keep(files);
    Clustering.run(run, Clusterers.parse("kmeans:k=3"), "k-3.a", 0);
    Clustering.run(run, Clusterers.parse("kmeans:k=2"), "two", 0);
    ClassificationSpec by = Recipe.STRONG.ofLatents(run.path(), run.record().autoencoder());
    by = by.with(by.network().withHidden(List.of(4))).withEpochs(1);
    by = by.with(by.training().withThreads(1));
    Trial.run(by, null, run.classifier().path(), "", TrainingListener.NONE);
    Files.writeString(run.labelsFile(), "row,name\n1,loop\n");
    Predictions said = Predictions.of(run.classifier(), 10);
    int[] clusters =
        run.clusterings().labels(run.clusterings().find("k-3.a").orElseThrow(), latents);

    Path file = folder.resolve("run.parquet");
    assertThat(ParquetExport.write(run, file)).isEqualTo(n);
    List<String> classes = run.record().dataset().classNames();
    int row = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet table =
            connection.createStatement().executeQuery("select * from '" + file + "'")) {
      assertThat(columns(table))
          .containsExactly(
              "row,file,split,label,error,cluster_k-3.a,cluster_two,name,predicted,confidence,latents,x,y,z"
                  .split(",", -1));
      for (; table.next(); row++) {
        assertThat(table.getInt("row")).isEqualTo(row);
        assertThat(table.getString("file")).isEqualTo(files.get(row));
        assertThat(table.getString("split")).isEqualTo(Split.of(latents.split()[row]).key());
        assertThat(table.getString("label")).isEqualTo(classes.get(latents.labels()[row]));
        assertThat((Object[]) table.getArray("latents").getArray())
            .containsExactly(
                latents.values()[3 * row],
                latents.values()[3 * row + 1],
                latents.values()[3 * row + 2]);
        assertThat(table.getFloat("y")).isEqualTo(latents.values()[3 * row + 1]);
        assertThat(table.getFloat("error")).isEqualTo(latents.error()[row]);
        assertThat(table.getInt("cluster_k-3.a")).isEqualTo(clusters[row]);
        assertThat(table.getString("name")).isEqualTo(row == 1 ? "loop" : null);
        assertThat(table.getString("predicted")).isEqualTo(classes.get(said.predicted()[row]));
        assertThat(table.getFloat("confidence")).isEqualTo(said.confidence()[row]);
      }
    }
    assertThat(row).isEqualTo(n);
  }

  private static List<String> columns(ResultSet table) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= table.getMetaData().getColumnCount(); i++) {
      names.add(table.getMetaData().getColumnName(i));
    }
    return names;
  }

  @Test
  void anotherFileIsLeftAsItIs() throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> ParquetExport.write(run, file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("notes.txt: is no Parquet file, and is left as it is");
    assertThat(file).hasContent("mine");
    ParquetExport.write(run, folder.resolve("a.parquet"));
    ParquetExport.write(run, folder.resolve("a.parquet"));
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
