package emaki.app;

import emaki.run.RunFolder;
import emaki.trial.Clustering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki cluster}. */
@Command(
    name = "cluster",
    description = {
      "Cluster a run's latents by k-means, and score the clusters where there are labels.",
      "Fitted on the training split and applied to the others; the columns 'alone' were fitted on that split itself."
    },
    footerHeading = "%nExample:%n",
    footer = "  emaki cluster runs/roll --k 10 --seed 0")
final class ClusterCommand implements Callable<Integer> {
  private static final int MANY = 100;

  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(names = "--k", defaultValue = "10", description = "Clusters. Default ${DEFAULT-VALUE}.")
  private int k;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of the starts. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    console.say("clustering the latents of %s into %d", run, k);
    if (k > MANY) {
      console.say("with so many clusters this may take some minutes");
    }
    Map<String, Object> result = Clustering.run(folder, k, seed);
    console.result(result);
    print(console, result);
    if (!result.containsKey("accuracy")) {
      console.say("not scored against classes: the images have no labels, or all the same");
    }
    console.say("which image is in which cluster: %s", run.resolve("clusters.csv"));
    console.say("next: emaki walk %s; emaki report %s", run, run);
    return 0;
  }

  static void print(Console console, Map<String, Object> result) {
    console.print("%-12s %s", "inertia", result.get("inertia"));
    console.print("%-12s %s", "sizes", java.util.Arrays.toString((int[]) result.get("sizes")));
    boolean headed = false;
    for (String metric : new String[] {"accuracy", "nmi", "ari", "purity", "silhouette"}) {
      if (!(result.get(metric) instanceof Map<?, ?> values)) {
        continue;
      }
      if (!headed) {
        StringBuilder head = new StringBuilder("%-12s".formatted(""));
        values.keySet().forEach(name -> head.append(" %16s".formatted(name)));
        console.print("%s", head);
        headed = true;
      }
      StringBuilder row = new StringBuilder("%-12s".formatted(metric));
      values
          .values()
          .forEach(
              value ->
                  row.append(
                      value instanceof Double d ? " %16.4f".formatted(d) : " %16s".formatted("-")));
      console.print("%s", row);
    }
  }
}
