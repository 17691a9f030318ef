package emaki.app;

import emaki.data.InputException;
import emaki.run.RunFields;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code emaki runs}: what has been run. */
@Command(
    name = "runs",
    description = "What has been run.",
    subcommands = {RunsCommand.ListRuns.class, RunsCommand.Show.class, RunsCommand.Compare.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki runs list",
      "  emaki runs show runs/roll",
      "  emaki runs compare runs/plain runs/roll"
    })
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  /** {@code emaki runs list}. */
  @Command(
      name = "list",
      description = "List the runs in a folder, with status and main figures.",
      footerHeading = "%nExamples:%n",
      footer = "  emaki runs list")
  static final class ListRuns implements Callable<Integer> {
    private static final String ROW = "%-28s %-12s %-14s %-24s %6s %9s %10s";

    @Mixin private Console console = new Console();

    @Parameters(
        paramLabel = "DIR",
        defaultValue = "runs",
        description = "Where runs are. Default ${DEFAULT-VALUE}.")
    private Path root = RunStore.DEFAULT;

    @Override
    public Integer call() {
      List<Map<String, Object>> rows = new ArrayList<>();
      console.print(ROW, "run", "status", "data", "what", "epochs", "test MSE", "divergence");
      for (RunFolder run : new RunStore(root).list()) {
        try {
          rows.add(row(run));
        } catch (InputException e) {
          console.say("emaki: passed over: %s", Wording.of(e));
        }
      }
      rows.forEach(
          r ->
              console.print(
                  ROW,
                  r.get("run"),
                  r.get("status"),
                  r.get("data"),
                  r.get("what"),
                  text(r.get("epochs")),
                  text(r.get("test_mse")),
                  text(r.get("test_divergence"))));
      if (rows.isEmpty()) {
        console.say("no runs in %s yet; emaki demo makes one", root);
      }
      console.result(Map.of("runs", rows));
      return 0;
    }

    private static Map<String, Object> row(RunFolder run) {
      RunRecord record = run.record();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("run", run.path().toString());
      row.put("status", run.liveStatus());
      row.put("data", record.dataset().name());
      row.put("what", record.spec().summary());
      row.put("epochs", record.results().epochs());
      row.put(
          "test_mse",
          record.results().reconstructionMse() == null
              ? null
              : record.results().reconstructionMse().get("test"));
      row.put(
          "test_divergence",
          record.results().divergence() == null ? null : record.results().divergence().test());
      return row;
    }
  }

  /** {@code emaki runs show}. */
  @Command(
      name = "show",
      description = "Show one run: options, data, results, machine.",
      footerHeading = "%nExamples:%n",
      footer = "  emaki runs show runs/roll")
  static final class Show implements Callable<Integer> {
    @Mixin private Console console = new Console();

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path path = Path.of("");

    @Override
    public Integer call() {
      RunFolder run = RunFolder.open(path);
      Map<String, @Nullable Object> flat = new LinkedHashMap<>(RunFields.of(run));
      run.clusterings()
          .list()
          .damaged()
          .values()
          .forEach(damage -> console.say("emaki: damaged: %s", Wording.of(damage)));
      console.result(flat);
      flat.forEach((name, value) -> console.print("%-34s %s", name, text(value)));
      return 0;
    }
  }

  /** {@code emaki runs compare}. */
  @Command(
      name = "compare",
      description = "Put runs side by side: only what differs between them, and their figures.",
      footerHeading = "%nExamples:%n",
      footer = "  emaki runs compare runs/plain runs/roll")
  static final class Compare implements Callable<Integer> {
    @Mixin private Console console = new Console();

    @Parameters(paramLabel = "RUN", arity = "2..*", description = "The runs' folders.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() {
      Map<String, Map<String, Object>> runs = new LinkedHashMap<>();
      for (Path path : paths) {
        runs.put(path.toString(), RunFields.of(RunFolder.open(path)));
      }
      TreeSet<String> differing = new TreeSet<>();
      runs.values().forEach(run -> differing.addAll(run.keySet()));
      differing.removeIf(
          key -> runs.values().stream().map(run -> text(run.get(key))).distinct().count() == 1);
      Map<String, Object> result = new LinkedHashMap<>();
      console.print("%s", line("", paths.stream().map(Path::toString).toList()));
      for (String key : differing) {
        console.print(
            "%s", line(key, runs.values().stream().map(run -> text(run.get(key))).toList()));
        Map<String, Object> row = new LinkedHashMap<>();
        runs.forEach((name, run) -> row.put(name, run.get(key)));
        result.put(key, row);
      }
      console.result(result);
      return 0;
    }

    private static String line(String name, List<String> cells) {
      StringBuilder line = new StringBuilder("%-34s".formatted(name));
      cells.forEach(cell -> line.append(" %22s".formatted(cell)));
      return line.toString();
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : value instanceof Double d ? "%.4f".formatted(d) : value.toString();
  }
}
