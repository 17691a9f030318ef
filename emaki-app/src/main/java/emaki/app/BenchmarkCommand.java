package emaki.app;

import emaki.benchmark.ShapingPlan;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
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
    subcommands = {BenchmarkCommand.Shaping.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki benchmark shaping --data kmnist --priors swiss-roll --seeds 3",
      "  emaki benchmark clustering --data kmnist --seeds 5"
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
        "  emaki benchmark shaping --data kmnist --priors swiss-roll --seeds 3 --dry-run",
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
}
