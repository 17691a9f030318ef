package emaki.app;

import emaki.data.InputException;
import emaki.remote.Cluster;
import emaki.run.ShellWords;
import emaki.sweep.CommandLauncher;
import emaki.sweep.Sweep;
import emaki.sweep.SweepEstimate;
import emaki.sweep.SweepFile;
import emaki.sweep.SweepFolder;
import emaki.sweep.SweepPlan;
import emaki.sweep.SweepRecord;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import emaki.sweep.SweepSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki sweep}. */
@Command(
    name = "sweep",
    description = {
      "Many runs from one file: a grid, a list or random draws over any option of emaki train, with several seeds,",
      "and what follows each run. Every step is a process of its own, so each run equals that run alone, bit for bit.",
      "Called again it goes on where it was interrupted or killed; what has finished is never run again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki sweep sweep.yaml --dry-run",
      "  emaki sweep --schema",
      "",
      "What sweep.yaml may hold, YAML or JSON:",
      "",
      "  base: {data: \"kana:300\", prior: swiss-roll}",
      "  grid: {sigma: [1, 10], lambda: [0.1, 10]}              # every combination",
      "  list: [{epochs: 5}, {epochs: 9, patience: 3}]          # each of these",
      "  random:                                                # drawn so many times",
      "    draws: 2",
      "    learning-rate: {log-uniform: [0.0001, 0.01]}",
      "    validation-fraction: {uniform: [0.1, 0.3]}",
      "    hidden: {choice: [\"100,50\", \"50,25\"]}",
      "  then: {cluster: {k: 10}, classify: {dropout: 0.25}}    # commands on each run",
      "  seeds: [0, 1, 2]                                       # each with these seeds",
      "",
      "Several of grid, list and random: all their combinations are run."
    })
final class SweepCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;

  private final CommandLauncher launcher;

  @Mixin private Console console = new Console();

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The sweep file.")
  private @Nullable Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The sweep's folder. Default: sweeps/NAME, NAME as the file says or is called.")
  private @Nullable Path out;

  @Option(
      names = "--dry-run",
      description = "List the runs and their commands, estimate the time, write nothing.")
  private boolean dryRun;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Runs at a time. Default: the machine's cores, shared among the runs' threads.")
  private @Nullable Integer parallel;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "Of each run, whose bits depend on it. Default: those that the sweep began with, or 1.")
  private @Nullable Integer threads;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Carry the runs out on Apache Spark: local[2], spark://HOST:7077, ... Needs emaki-spark: docs/scaling.md.")
  private @Nullable String spark;

  @Option(names = "--retry-failed", description = "Try the runs again that failed before.")
  private boolean retryFailed;

  @Option(names = "--schema", description = "Print the JSON Schema of sweep files.")
  private boolean schema;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Look for known datasets here first, unless the file says where.")
  private @Nullable Path dataDir;

  SweepCommand(CommandLauncher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws IOException {
    if (schema) {
      System.out.print(SweepSchema.text());
      return 0;
    }
    if (file == null) {
      throw new InputException(
          "emaki sweep", "no sweep file given", "give one; emaki sweep --help shows a file");
    }
    SweepFile sweep = SweepFile.read(file);
    SweepFolder folder =
        new SweepFolder(out != null ? out : SweepFolder.DEFAULT.resolve(sweep.name()));
    Cluster.Provider machines = spark == null ? null : Clusters.provider(spark);
    int byDefault = machines == null ? 1 : machines.cores();
    int runThreads =
        threads != null ? threads : folder.record().map(SweepRecord::threads).orElse(byDefault);
    SweepPlan plan = SweepPlan.of(sweep, new SweepPlan.Defaults(runThreads, dataDir), launcher);
    if (spark != null && machines != null && !dryRun) {
      return run(plan, folder, runThreads, spark, machines);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int atATime = parallel != null ? parallel : Math.max(1, cores / plan.mostThreads());
    Sweep.Options options = new Sweep.Options(atATime, runThreads, retryFailed);
    return dryRun ? look(plan, folder, options) : run(plan, folder, options, launcher, () -> false);
  }

  private int run(
      SweepPlan plan, SweepFolder folder, int runThreads, String master, Cluster.Provider machines)
      throws IOException {
    // Before machines are waited for: what is wrong with the sweep, and whether there is any to do.
    boolean idle = plan.todo(Sweep.look(plan, folder), retryFailed).isEmpty();
    if (idle) {
      Sweep.Options options = new Sweep.Options(1, runThreads, retryFailed);
      return run(plan, folder, options, launcher, () -> false);
    }
    console.say("connecting to %s ...", master);
    try (Cluster cluster = machines.connect(master, plan.mostThreads())) {
      Sweep.Options options =
          new Sweep.Options(parallel != null ? parallel : cluster.slots(), runThreads, retryFailed);
      return run(plan, folder, options, new RemoteProcesses(cluster), cluster::isLost);
    }
  }

  private int look(SweepPlan plan, SweepFolder folder, Sweep.Options options) throws IOException {
    List<Entry> entries = Sweep.look(plan, folder);
    console.say("%s; timing some steps ...", SweepText.runs(entries.size()));
    SweepEstimate estimate = SweepEstimate.of(plan, entries, options.parallel());
    SweepText text = new SweepText(console, plan, folder);
    text.plan(entries, estimate, options.parallel());
    return 0;
  }

  private int run(
      SweepPlan plan,
      SweepFolder folder,
      Sweep.Options options,
      CommandLauncher where,
      BooleanSupplier lost)
      throws IOException {
    SweepText text = new SweepText(console, plan, folder);
    try (Interruption interruption = Interruption.install()) {
      Sweep.Outcome outcome =
          Sweep.run(
              plan,
              folder,
              options,
              where,
              text.listener(
                  options.parallel(), () -> interruption.requested() || lost.getAsBoolean()));
      text.outcome(outcome);
      if (outcome.record().status() == State.INTERRUPTED) {
        console.say(
            "emaki: %s; go on by: %s",
            lost.getAsBoolean() ? "the cluster is gone" : "interrupted", again(folder, ""));
        return TrainingSession.INTERRUPTED;
      }
      int failed = outcome.record().count(State.FAILED);
      if (failed > 0) {
        System.err.printf(
            "emaki: %d of %s failed: see %s (mend the cause, then %s)%n",
            failed,
            SweepText.runs(plan.runs().size()),
            folder.path().resolve("results.csv"),
            again(folder, " --retry-failed"));
        return SOME_FAILED;
      }
      console.next(List.of("runs", "list", folder.runs()));
      return 0;
    }
  }

  private String again(SweepFolder folder, String more) {
    List<String> words = new ArrayList<>(List.of("sweep", ShellWords.file(String.valueOf(file))));
    if (out != null) {
      words.addAll(List.of("--out", folder.path().toString()));
    }
    if (spark != null) {
      words.addAll(List.of("--spark", spark));
    }
    return CommandWords.of(words) + more;
  }
}
