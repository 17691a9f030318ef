package emaki.app;

import emaki.run.Provenance;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Status;
import emaki.run.ShellWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that train have in common: a new run or an old one, progress, Ctrl-C. */
final class TrainingSession {
  /** Exit code of a run that Ctrl-C stopped. */
  static final int INTERRUPTED = 130;

  private final Training training;
  private final Console console;
  private final CommandSpec command;

  private TrainingSession(Training training, Console console, CommandSpec command) {
    this.training = training;
    this.console = console;
    this.command = command;
  }

  /** A command that trains. */
  interface Training {
    /** The folder of a new run. */
    Path folder();

    RunRecord begin(Path folder, TrainingProgress progress) throws IOException;

    RunRecord resume(Path folder, TrainingProgress progress) throws IOException;

    /** What else is to be given again for the run to go on as it did. */
    default List<String> again() {
      return List.of();
    }

    /** The results that only runs of this kind have. */
    void put(Map<String, @Nullable Object> result, RunRecord run);

    /** The commands worth running next, each by its words after {@code emaki}. */
    List<List<?>> next(Path folder, RunRecord run);
  }

  /**
   * Carries a new run out, or goes on with one.
   *
   * @param resume the run to go on with; null: a new one
   * @return the exit code
   */
  static int run(Training training, Console console, CommandSpec command, @Nullable Path resume)
      throws IOException {
    return new TrainingSession(training, console, command).run(resume);
  }

  private int run(@Nullable Path resume) throws IOException {
    try (Interruption interruption = Interruption.install();
        TrainingProgress progress = new TrainingProgress(console, interruption)) {
      Path folder = resume != null ? resume : training.folder();
      RunRecord run = resume != null ? goOn(resume, progress) : training.begin(folder, progress);
      progress.close();
      print(folder, run);
      if (run.status() == Status.INTERRUPTED) {
        List<String> words =
            new ArrayList<>(
                List.of(command.name(), "--resume", ShellWords.file(folder.toString())));
        words.addAll(training.again());
        console.say("emaki: interrupted; go on by: %s", CommandWords.of(words));
        return INTERRUPTED;
      }
      console.next(training.next(folder, run).toArray(List[]::new));
      return 0;
    }
  }

  private RunRecord goOn(Path folder, TrainingProgress progress) throws IOException {
    CommandWords.requireResumeAlone(command);
    RunFolder run = RunFolder.open(folder);
    if (run.record().status() == Status.FINISHED) {
      console.say("%s had finished already", folder);
    } else if (!run.hasCheckpoint()) {
      console.say("%s has no checkpoint yet: it begins anew", folder);
    } else if (!run.record().machine().getOrDefault("built_from", "").equals(Provenance.commit())) {
      console.say(
          "%s was begun by another build of emaki: it may end otherwise than by one build alone",
          folder);
    }
    return training.resume(folder, progress);
  }

  private void print(Path folder, RunRecord run) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("run", folder.toString());
    result.put("status", run.status());
    result.put("epochs", run.results().epochs());
    result.put("best_epoch", run.results().bestEpoch());
    result.put("seconds", run.seconds());
    training.put(result, run);
    console.result(result);
    RunText.print(console, folder, run);
  }
}
