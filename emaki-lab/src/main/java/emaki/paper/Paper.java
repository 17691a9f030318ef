package emaki.paper;

import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.InputException;
import emaki.report.PaperPage;
import emaki.report.PaperReport;
import emaki.report.Report;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.sweep.CommandLauncher;
import emaki.sweep.RunWorker;
import emaki.sweep.WorkProgress;
import emaki.trial.StepTiming;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every table and figure of the study, carried out again. Each run is a folder of its own, made by
 * the very emaki commands that a user would give, each a process of its own; experiments that need
 * the same run share it. What is done is never done again: the same call goes on where it was
 * interrupted or killed.
 */
public final class Paper {
  /** Work below which its pace says nothing yet, in epochs of the study's autoencoder. */
  private static final double PACE = 3;

  private final PaperOptions options;
  private final PaperFolder folder;
  private final Protocol protocol;
  private final List<Job> jobs;

  private Paper(PaperOptions options) {
    this.options = options;
    this.folder = new PaperFolder(options.out());
    this.protocol = Protocol.asked(folder, options);
    this.jobs = jobs(Experiments.of(options.only()), protocol);
  }

  /**
   * What has come of it.
   *
   * @param page {@code index.html}
   * @param sections what it shows
   * @param failures why runs failed, by run
   * @param interrupted whether runs are still to be done
   */
  public record Outcome(
      Path page,
      List<PaperPage.Section> sections,
      Map<String, String> failures,
      boolean interrupted) {
    public Outcome {
      sections = List.copyOf(sections);
      failures = Map.copyOf(failures);
    }
  }

  /** The ids of all experiments. */
  public static List<String> ids() {
    return Experiments.ids();
  }

  /**
   * Carries the study out, or goes on with it.
   *
   * @throws InputException before anything is written, where data or folder are at fault
   */
  public static Outcome run(
      PaperOptions options, CommandLauncher launcher, WorkProgress.Listener listener)
      throws IOException {
    Paper paper = new Paper(options);
    String images = paper.requireData();
    Optional<PaperRecord> before = paper.folder.record();
    before.ifPresent(record -> record.requireSame(paper.folder, options));
    PaperRecord record = before.orElseGet(() -> PaperRecord.of(options)).asked(options.seeds());
    Protocol shown = paper.protocol.shown(record.mostSeeds());
    steps(shown).forEach(step -> step.requireSame(images));
    Evidence evidence = new Evidence(shown, images.equals(PaperOptions.STUDY_SHA256));
    try (RunLock lock = paper.folder.lock()) {
      return paper.carryOut(record, images, evidence, launcher, listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the work was interrupted");
    }
  }

  /**
   * Reads the images before anything is written: what cannot end should not begin.
   *
   * @return their checksum
   */
  private String requireData() {
    boolean study = options.data().equals(PaperOptions.STUDY_DATA);
    if (study && Datasets.whereIs(options.data(), options.dataDir()).isEmpty()) {
      throw new InputException(
          "‹data› " + options.data(),
          "not found",
          "‹fetch kmnist› gets it; ‹data-dir› DIR names a folder that has it; ‹data› kana:6000 rehearses without");
    }
    Dataset data = Datasets.load(options.data(), DatasetOptions.of(options.dataDir(), null));
    if (study && !data.images().sha256().equals(PaperOptions.STUDY_SHA256)) {
      throw new InputException(
          "‹data› " + options.data(),
          "its images are not those that were published",
          "‹check kmnist› says which file differs; under another name they are a rehearsal");
    }
    protocol.spec(Regularisation.NONE, 3, 0).training().splits(data);
    if (IntStream.of(data.images().labels()).filter(label -> label >= 0).distinct().count() < 2) {
      throw new InputException(
          "‹data› " + options.data(),
          "its images have no labels, or all the same",
          "the study scores against classes: give images of two or more");
    }
    return data.images().sha256();
  }

  /** The runs of all experiments, each once; seed by seed, so that early pages show everything. */
  private static List<Job> jobs(List<Experiment> experiments, Protocol protocol) {
    Map<String, Job> jobs = new LinkedHashMap<>();
    for (Experiment experiment : experiments) {
      experiment.jobs(protocol).forEach(job -> jobs.merge(job.id(), job, Job::and));
    }
    return jobs.values().stream().sorted(Comparator.comparingLong(Job::seed)).toList();
  }

  /** All that there may be to show. */
  private static Stream<Task> steps(Protocol shown) {
    return jobs(Experiments.all(), shown).stream().flatMap(job -> job.steps().stream());
  }

  private Outcome carryOut(
      PaperRecord record,
      String images,
      Evidence evidence,
      CommandLauncher launcher,
      WorkProgress.Listener listener)
      throws IOException, InterruptedException {
    folder.write(record);
    List<Job> todo = jobs.stream().filter(job -> !job.isDone()).toList();
    RunWorker worker = new RunWorker(launcher, listener::cancelled, "give the command again");
    WorkProgress progress =
        WorkProgress.begin(listener, jobs.size(), todo, expectedSeconds(todo), PACE);
    try (progress) {
      worker.carryOut(
          todo,
          options.parallel(),
          job -> {
            progress.end(
                job,
                worker.carryOut(
                    job.steps(),
                    folder.log(job.id()),
                    progress.listener(job, (Task step) -> step.requireSame(images))));
            folder.write(record.worked(progress.seconds()));
          });
    }
    PaperRecord worked = record.worked(progress.seconds());
    folder.write(worked);
    return outcome(worked, evidence, progress);
  }

  /** At the pace that some steps of the study's autoencoder have. */
  private double expectedSeconds(List<Job> todo) throws IOException {
    if (WorkProgress.cost(todo) == 0) {
      return 0;
    }
    StepTiming timing = StepTiming.of(protocol.spec(Regularisation.ROLL, 3, 0), options.dataDir());
    return WorkProgress.expectedSeconds(todo, timing.secondsPerEpoch(), options.parallel());
  }

  private Outcome outcome(PaperRecord record, Evidence evidence, WorkProgress progress)
      throws IOException {
    PaperResults results = PaperResults.of(evidence, progress.failures());
    results.write(folder);
    writeReports(evidence.protocol());
    PaperPage page = results.page(record, options);
    return new Outcome(
        PaperReport.write(folder.path(), page),
        page.sections(),
        progress.failures(),
        progress.interrupted());
  }

  /** The reports that the page links to, of runs that have got something new since. */
  private static void writeReports(Protocol shown) throws IOException {
    for (RunFolder run : steps(shown).filter(Task::isDone).map(Task::run).distinct().toList()) {
      if (run.isNewerThan(run.reportFile())) {
        try {
          Report.write(run.path());
        } catch (InputException e) {
          // The run is damaged: its section says so, and the others' pages are still worth having.
        }
      }
    }
  }
}
