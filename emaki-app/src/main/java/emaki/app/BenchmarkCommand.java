package emaki.app;

import emaki.benchmark.ClusteringPlan;
import emaki.benchmark.PixelClusterings;
import emaki.benchmark.ShapingPlan;
import emaki.run.ClusteringRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code emaki benchmark}: how good emaki's latents and clusterings are. */
@Command(
    name = "benchmark",
    description = {
      "How good the results are: divergences, representations and clusterings compared over seeds.",
      "(How fast this machine is, emaki bench tells.)"
    },
    subcommands = {
      BenchmarkCommand.Shaping.class,
      BenchmarkCommand.Clustering.class,
      BenchmarkCommand.Pixels.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki benchmark shaping --data kana:300 --priors swiss-roll --hidden 50 --dry-run",
      "  emaki benchmark clustering --data kana:300 --only pca,plain-3 --hidden 50 --dry-run"
    })
final class BenchmarkCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  /** {@code emaki benchmark shaping}. */
  @Command(
      name = "shaping",
      description = {
        "Which divergence fills a prior best at the same reconstruction error: each is trained with several weights,",
        "and its figures are read at 1.05, 1.10 and 1.15 times the plain autoencoder's error, seed by seed.",
        "Called again it goes on where it was interrupted or killed; what has finished is never run again."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  emaki benchmark shaping --data kana:300 --priors swiss-roll --hidden 50 --dry-run",
        "",
        "With Kuzushiji-MNIST, some hours:",
        "  emaki benchmark shaping --data kmnist --seeds 10 --out benchmarks/shaping"
      })
  static final class Shaping implements Callable<Integer> {
    @Spec private CommandSpec command = CommandSpec.create();
    @Mixin private Console console = new Console();
    @Mixin private DataArguments data = new DataArguments();
    @Mixin private BenchmarkArguments arguments = new BenchmarkArguments();

    @Option(
        names = "--priors",
        paramLabel = "PRIOR",
        split = ",",
        description = "Only these: ${COMPLETION-CANDIDATES}.",
        completionCandidates = PriorIds.class)
    private List<String> priors = List.of();

    @Option(
        names = "--divergences",
        paramLabel = "DIVERGENCE",
        split = ",",
        description = "Only these: ${COMPLETION-CANDIDATES}.",
        completionCandidates = DivergenceIds.class)
    private List<String> divergences = List.of();

    @Override
    public Integer call() throws IOException {
      return arguments.carryOut(
          new ShapingPlan(arguments.options(data, "shaping", command), priors, divergences),
          console);
    }
  }

  /** {@code emaki benchmark clustering}. */
  @Command(
      name = "clustering",
      description = {
        "How right clusters are that saw no label: pixels, principal components, autoencoders and encoders of views,",
        "each clustered by k-means, a mixture, spectrally, and as islands grouped to equally large classes.",
        "Called again it goes on where it was interrupted or killed; what has finished is never run again."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  emaki benchmark clustering --data kana:300 --only pca,plain-3 --hidden 50 --dry-run",
        "",
        "With Kuzushiji-MNIST:",
        "  emaki benchmark clustering --data kmnist --only pixels,pca,plain-3 --seeds 3"
      })
  static final class Clustering implements Callable<Integer> {
    @Spec private CommandSpec command = CommandSpec.create();
    @Mixin private Console console = new Console();
    @Mixin private DataArguments data = new DataArguments();
    @Mixin private BenchmarkArguments arguments = new BenchmarkArguments();

    @Option(
        names = "--only",
        paramLabel = "ID",
        split = ",",
        description = "Only these representations: ${COMPLETION-CANDIDATES}.",
        completionCandidates = RepresentationIds.class)
    private List<String> only = List.of();

    @Override
    public Integer call() throws IOException {
      return arguments.carryOut(
          new ClusteringPlan(arguments.options(data, "clustering", command), only), console);
    }
  }

  /** {@code emaki benchmark pixels}: a row of that table which no network makes. */
  @Command(
      name = "pixels",
      description = {
        "Cluster the images themselves, or their principal components, as benchmark clustering does."
      },
      footerHeading = "%nExamples:%n",
      footer =
          "  emaki benchmark pixels --data kana:300 --resize 14x14 --components 20 --methods 'kmeans:k=10;mixture:k=10' --out pca")
  static final class Pixels implements Callable<Integer> {
    @Mixin private Console console = new Console();
    @Mixin private DataArguments data = new DataArguments();

    @Option(
        names = "--components",
        paramLabel = "N",
        description =
            "Principal components of the images; 0: all pixels. Default ${DEFAULT-VALUE}.",
        defaultValue = "50")
    private int components;

    @Option(
        names = "--methods",
        paramLabel = "METHOD",
        split = ";",
        required = true,
        description = "As emaki cluster --method has them, with semicolons between.")
    private List<String> methods = List.of();

    @Option(
        names = "--seed",
        description = "Of split and starts. Default ${DEFAULT-VALUE}.",
        defaultValue = "0")
    private long seed;

    @Option(names = "--threads", description = "Default: the machine's cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "Folder of the clusterings' records.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
      List<ClusteringRecord> records =
          PixelClusterings.run(data.load(console), components, methods, out, seed, threads);
      for (ClusteringRecord record : records) {
        console.print("%s", record.method());
        ClusterCommand.print(console, record);
      }
      console.result(Map.of("out", out.toString(), "clusterings", records));
      return 0;
    }
  }

  /** For help texts and completion. */
  static final class PriorIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ShapingPlan.priors().iterator();
    }
  }

  static final class DivergenceIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ShapingPlan.divergences().iterator();
    }
  }

  static final class RepresentationIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ClusteringPlan.representations().iterator();
    }
  }
}
