package emaki.app.explore;

import emaki.cluster.Clusterers;
import emaki.run.ClusteringRecord;
import emaki.run.NetworkSpec;
import emaki.run.RunFolder;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import emaki.trial.Clustering;
import emaki.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of 2,333 images whose clusterings {@code islands} and {@code four}, the last, are named.
 */
record NamedRun(RunFolder folder, ClusteringRecord islands) {

  static NamedRun train(Path folder) throws Exception {
    TrialSpec spec =
        TrialSpec.of("kana:2000")
            .with(new NetworkSpec(16, List.of(64)))
            .with(new TrainingSpec(100, 3e-3, 4, 0, 0.1, 0, 1));
    Trial.run(spec, null, folder, "emaki train --data kana:2000", TrainingListener.NONE);
    RunFolder run = RunFolder.open(folder);
    ClusteringRecord islands = Clustering.run(run, Clusterers.parse("islands"), "islands", 0);
    Clustering.run(run, Clusterers.parse("kmeans:k=4"), "four", 0);
    return new NamedRun(run, islands);
  }

  /** Takes all names away. */
  void clear() throws IOException {
    for (String name : List.of("islands", "four")) {
      Files.deleteIfExists(folder.clusterings().namesFile(name));
    }
    Files.deleteIfExists(folder.labelsFile());
  }

  /** The file of a clustering's names; empty where there is none yet. */
  String names(String clustering) {
    try {
      Path file = folder.clusterings().namesFile(clustering);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of the islands' names, where the first have these and the others none. */
  List<String> lines(List<String> names) {
    List<String> lines = new ArrayList<>(List.of("cluster,size,name"));
    for (int island = 0; island < islands.k(); island++) {
      String cell = island < names.size() ? cell(names.get(island)) : "";
      lines.add("%d,%d,%s".formatted(island, islands.sizes().get(island), cell));
    }
    return lines;
  }

  /** A name as a cell of CSV. */
  static String cell(String name) {
    return name.contains(",") ? '"' + name.replace("\"", "\"\"") + '"' : name;
  }
}
