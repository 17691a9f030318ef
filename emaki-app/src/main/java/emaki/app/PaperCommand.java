package emaki.app;

import emaki.data.InputException;
import emaki.paper.Budget;
import emaki.paper.Paper;
import emaki.paper.PaperOptions;
import emaki.report.PaperPage;
import emaki.report.PaperPage.Verdict;
import emaki.sweep.CommandLauncher;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code emaki paper}. */
@Command(
    name = "paper",
    description = {
      "Carry out the study that emaki starts from: every table and figure of it beside what is measured here.",
      "Called again it goes on where it was interrupted or killed; what has finished is never run again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki paper --data kana:300 --only fig-8 --seeds 1 --out paper/rehearsal",
      "",
      "With Kuzushiji-MNIST; a first look takes some minutes, what claims can rest on some hours:",
      "  emaki paper --budget quick --out paper/quick",
      "  emaki paper --budget full --out paper/full",
      "  emaki paper --only table-2,fig-9 --seeds 5 --out paper/table-2"
    })
final class PaperCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;

  private final CommandLauncher launcher;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private Console console = new Console();

  @Option(
      names = "--data",
      defaultValue = PaperOptions.STUDY_DATA,
      description =
          "The images; any but the study's own are a rehearsal. Default ${DEFAULT-VALUE}.")
  private String data = PaperOptions.STUDY_DATA;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Look for known datasets here first.")
  private @Nullable Path dataDir;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of runs, tables, figures and report. Default: paper/DATA-BUDGET")
  private @Nullable Path out;

  @Option(
      names = "--budget",
      defaultValue = "quick",
      description =
          "${COMPLETION-CANDIDATES}: few epochs and seeds, or many. Default ${DEFAULT-VALUE}.")
  private Budget budget = Budget.QUICK;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Ids.class)
  private List<String> only = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Seeds of every table. Default: Table 2 has 3 in the quick and 10 in the full budget, the others 1 and 3.")
  private @Nullable Integer seeds;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Runs at a time, one thread each. Default: the machine's cores.")
  private int parallel = Runtime.getRuntime().availableProcessors();

  PaperCommand(CommandLauncher launcher) {
    this.launcher = launcher;
  }

  /** For help texts and completion. */
  static final class Ids implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Paper.ids().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    Path folder = out != null ? out : folder();
    PaperOptions options =
        new PaperOptions(
            data,
            dataDir,
            folder,
            budget,
            seeds,
            only,
            parallel,
            CommandWords.of(command, List.of()));
    try (Interruption interruption = Interruption.install()) {
      Paper.Outcome outcome =
          Paper.run(options, launcher, new WorkLines(console, folder, interruption));
      print(folder, outcome);
      if (outcome.interrupted()) {
        console.say("emaki: interrupted; the same command goes on");
        return TrainingSession.INTERRUPTED;
      }
      if (!outcome.failures().isEmpty()) {
        outcome
            .failures()
            .forEach((run, why) -> System.err.printf("emaki: %s failed: %s%n", run, why));
        return SOME_FAILED;
      }
      console.say("open %s in a browser", outcome.page());
      return 0;
    }
  }

  private Path folder() {
    if (!data.matches("[A-Za-z0-9:_-]+")) {
      throw new InputException("--out", "none given", "name the folder of the report");
    }
    return Path.of(
        "paper", data.replace(':', '-') + "-" + budget.name().toLowerCase(java.util.Locale.ROOT));
  }

  private void print(Path folder, Paper.Outcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("paper", folder.toString());
    result.put(
        "status",
        outcome.interrupted()
            ? State.INTERRUPTED
            : outcome.failures().isEmpty() ? State.FINISHED : State.FAILED);
    Map<String, Object> verdicts = new LinkedHashMap<>();
    for (PaperPage.Section section : outcome.sections()) {
      console.print("%s", section.title());
      for (PaperPage.Row row : section.rows()) {
        console.print(
            "  %-52s %-26s study %-14s ours %-14s %s",
            row.what(), row.split(), row.study(), row.ours(), row.verdict().word());
      }
    }
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(
          verdict.name().toLowerCase(java.util.Locale.ROOT),
          outcome.sections().stream()
              .flatMap(section -> section.rows().stream())
              .filter(row -> row.verdict() == verdict)
              .count());
    }
    result.put("verdicts", verdicts);
    result.put("failures", outcome.failures());
    result.put("page", outcome.page().toString());
    result.put("results", folder.resolve("results.json").toString());
    console.result(result);
  }
}
