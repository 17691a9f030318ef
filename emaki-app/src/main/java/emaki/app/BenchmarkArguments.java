package emaki.app;

import emaki.benchmark.Benchmark;
import emaki.benchmark.BenchmarkOptions;
import emaki.benchmark.BenchmarkPlan;
import emaki.data.InputException;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all benchmarks take, and how they are carried out. */
final class BenchmarkArguments {
  private static final int SOME_FAILED = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of runs and results. Default: benchmarks/NAME-DATA")
  private @Nullable Path out;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many, from seed 0 on. Default ${DEFAULT-VALUE}.",
      defaultValue = "10")
  private int seeds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Of each training, at most. Default: 30; of views, their own.")
  private @Nullable Integer epochs;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      split = ",",
      description = "Widths of fully connected layers. Default: as emaki train has them.")
  private List<Integer> hidden = List.of();

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Of each run, whose bits depend on it. Default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int threads;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Runs at a time. Default: the machine's cores, shared among the runs' threads.")
  private @Nullable Integer parallel;

  @Option(names = "--retry-failed", description = "Try again what failed before.")
  private boolean retryFailed;

  @Option(names = "--dry-run", description = "List the commands, estimate the time, write nothing.")
  private boolean dryRun;

  BenchmarkOptions options(DataArguments data, String benchmark, CommandSpec command) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new BenchmarkOptions(
        data.spec(),
        data.dataDir(),
        out != null ? out : folder(data.name(), benchmark),
        seeds,
        epochs,
        hidden,
        threads,
        parallel != null ? parallel : Math.max(1, cores / Math.max(1, threads)),
        retryFailed,
        CommandWords.of(command, List.of()));
  }

  private static Path folder(String data, String benchmark) {
    if (!data.matches("[A-Za-z0-9:_-]+")) {
      throw new InputException("--out", "none given", "name the folder of the benchmark");
    }
    return Path.of("benchmarks", benchmark + "-" + data.replace(':', '-'));
  }

  int carryOut(BenchmarkPlan plan, Console console) throws IOException {
    return dryRun ? look(plan, console) : run(plan, console);
  }

  private static int look(BenchmarkPlan plan, Console console) throws IOException {
    Benchmark.Look look = Benchmark.look(plan);
    List<Map<String, Object>> jobs = new ArrayList<>();
    for (Benchmark.Planned job : look.jobs()) {
      List<String> commands = job.commands().stream().map(CommandWords::of).toList();
      console.print("%s%s", job.job(), commands.isEmpty() ? " (done)" : "");
      commands.forEach(command -> console.print("  %s", command));
      if (job.more() > 0) {
        console.print("  and up to %d more, as their errors ask for", job.more());
      }
      jobs.add(Map.of("job", job.job(), "commands", commands, "more", job.more()));
    }
    console.print("the rest takes about %s", TrainingProgress.duration(look.seconds()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("jobs", jobs);
    result.put("estimate_seconds", look.seconds());
    console.result(result);
    return 0;
  }

  private int run(BenchmarkPlan plan, Console console) throws IOException {
    Path folder = plan.out();
    try (Interruption interruption = Interruption.install()) {
      Benchmark.Outcome outcome =
          Benchmark.run(plan, new ChildProcesses(), new WorkLines(console, folder, interruption));
      print(outcome, folder, console);
      if (outcome.interrupted()) {
        console.say("emaki: interrupted; the same command goes on");
        return TrainingSession.INTERRUPTED;
      }
      outcome
          .failures()
          .forEach((run, why) -> System.err.printf("emaki: %s failed: %s%n", run, why));
      if (!outcome.failures().isEmpty()) {
        console.say("mend the cause, then give the command with --retry-failed");
        return SOME_FAILED;
      }
      console.say("%s says the same; results.json is for programs", outcome.page());
      return 0;
    }
  }

  private static void print(Benchmark.Outcome outcome, Path folder, Console console)
      throws IOException {
    State state =
        outcome.interrupted()
            ? State.INTERRUPTED
            : outcome.failures().isEmpty() ? State.FINISHED : State.FAILED;
    Files.readString(outcome.page())
        .stripTrailing()
        .lines()
        .forEach(line -> console.print("%s", line));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("folder", folder.toString());
    result.put("status", state);
    result.putAll(outcome.results());
    console.result(result);
  }
}
