package emaki.paper;

import emaki.data.InputException;
import emaki.eval.Spread;
import emaki.report.PaperPage;
import emaki.report.PaperPage.Link;
import emaki.report.PaperPage.Row;
import emaki.report.PaperPage.Section;
import emaki.report.PaperPage.Table;
import emaki.report.PaperPage.Tile;
import emaki.report.PaperPage.Verdict;
import emaki.run.Csv;
import emaki.run.Json;
import emaki.run.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of all experiments: as files for programs, and as a page for people. */
final class PaperResults {
  private final Evidence evidence;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  private PaperResults(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Of all experiments, whatever is there for them.
   *
   * @param failures why runs failed, by run
   */
  static PaperResults of(Evidence evidence, Map<String, String> failures) {
    PaperResults results = new PaperResults(evidence);
    for (Experiment experiment : Experiments.all()) {
      Result result = new Result(evidence);
      String fault = "";
      try {
        result = experiment.result(evidence);
      } catch (InputException | IOException e) {
        // One damaged file of one run must not take the other tables along.
        fault = "Cannot be shown: " + e.getMessage() + ". ";
      }
      Protocol protocol = evidence.protocol();
      Study study = experiment.study();
      results.findings.addAll(result.findings());
      results.sections.add(
          new Section(
              experiment.id(),
              study.title(),
              study.says(),
              study.chosen(protocol.budget()),
              fault + waiting(experiment.jobs(protocol), failures),
              result.findings().stream().map(PaperResults::row).toList(),
              result.tables(),
              result.figures()));
    }
    return results;
  }

  /** What is missing, and why where that is known; empty where nothing is. */
  private static String waiting(List<Job> jobs, Map<String, String> failures) {
    List<Job> open = jobs.stream().filter(job -> !job.isDone()).toList();
    if (open.isEmpty()) {
      return "";
    }
    return open.stream()
            .filter(job -> failures.containsKey(job.id()))
            .map(job -> "%s failed: %s. ".formatted(job.id(), failures.get(job.id())))
            .collect(Collectors.joining())
        + "%d of %d runs have not been done; this is what the others say."
            .formatted(open.size(), jobs.size());
  }

  private static Row row(Finding finding) {
    Spread ours = finding.ours();
    Unit unit = finding.unit();
    Double sd = ours.sd();
    return new Row(
        finding.what(),
        finding.split(),
        finding.study() == null ? "" : unit.text(finding.study()),
        unit.text(ours.mean()),
        sd == null
            ? "1 seed"
            : "sd %s, %s to %s, %d seeds"
                .formatted(
                    unit.deviation(sd), unit.text(ours.min()), unit.text(ours.max()), ours.n()),
        finding.verdict(),
        finding.why(),
        Unit.SECONDS.text(finding.seconds()),
        finding.runs().stream().map(run -> new Link(name(run), run + "/report.html")).toList());
  }

  private static String name(String run) {
    return run.substring(run.indexOf('/') + 1);
  }

  /** Writes {@code results.json} and {@code tables/*.csv}. */
  void write(PaperFolder folder) throws IOException {
    Json.write(folder.resultsFile(), findings);
    for (Section section : sections) {
      for (Table table : section.tables()) {
        List<List<String>> rows = new ArrayList<>(List.of(table.head()));
        rows.addAll(table.rows());
        Csv.write(folder.table(table.name()), rows);
      }
    }
  }

  PaperPage page(PaperRecord record, PaperOptions options) {
    Protocol protocol = evidence.protocol();
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("command", options.command());
    provenance.put("data", record.data());
    provenance.put("budget", record.budget().name().toLowerCase(java.util.Locale.ROOT));
    provenance.put(
        "seeds",
        "%d in Table 2, %d in the other tables, one in pictures"
            .formatted(protocol.pairedSeeds().size(), protocol.seeds().size()));
    provenance.put("begun", record.created());
    provenance.put("emaki", record.emaki());
    provenance.putAll(Provenance.machine(1));
    provenance.put("runs at a time", String.valueOf(options.parallel()));
    return new PaperPage(
        "The study, carried out again",
        "Autoencoders performance on KMNIST classification problem and the effect of ITL-regularization on unsupervised"
            + " classification (G. Lee, M. Shahin, University of Florida): each of its tables and figures beside what emaki"
            + " measures"
            + (evidence.studyImages()
                ? " on the same images."
                    + (record.budget() == Budget.QUICK
                        ? " This is a first look: networks are trained for a few epochs only, and most figures rest on one seed."
                        : "")
                : ". This is a rehearsal on "
                    + record.data()
                    + ": nothing here says anything about the study."),
        List.of(
            tile(Verdict.HOLDS, "hold"),
            tile(Verdict.DIFFERS, "differ"),
            tile(Verdict.UNDECIDED, "cannot be told"),
            new Tile("%.0f min".formatted(record.workSeconds() / 60), "of work in all")),
        sections,
        provenance);
  }

  private Tile tile(Verdict verdict, String what) {
    long count = findings.stream().filter(finding -> finding.verdict() == verdict).count();
    return new Tile(String.valueOf(count), "figures and claims " + what);
  }
}
