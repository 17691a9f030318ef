package emaki.paper;

import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import emaki.report.PaperPage.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come of an experiment, as far as its runs are done: what nothing is known of is left
 * out.
 */
final class Result {
  private final Evidence evidence;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  Result(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Whether the runs are of the study's images. */
  boolean isOfStudy() {
    return evidence.studyImages();
  }

  List<Finding> findings() {
    return findings;
  }

  List<Table> tables() {
    return tables;
  }

  List<Figure> figures() {
    return figures;
  }

  /** Adds a figure that the study gives; it holds where the study's could be one more of ours. */
  void figure(String id, String what, double study, Sample ours, String split) {
    finding(id, what, study, ours, Unit.PERCENT, split, Judgement.figure(study, ours));
  }

  /** Adds a difference of pairs, which the study has above 0. */
  void larger(String id, String what, double study, Sample ours, String split) {
    finding(id, what, study, ours, Unit.POINTS, split, Judgement.larger(study, ours));
  }

  /** Adds a number that the study does not give. */
  void number(String id, String what, Sample ours, String split, Judgement judgement) {
    finding(id, what, null, ours, Unit.NUMBER, split, judgement);
  }

  /** Adds a figure; of other images than the study's nothing is said about whether it holds. */
  void finding(
      String id,
      String what,
      @Nullable Double study,
      Sample ours,
      Unit unit,
      String split,
      Judgement judgement) {
    if (!ours.isEmpty()) {
      Judgement told =
          isOfStudy()
              ? judgement
              : new Judgement(Verdict.NONE, "a rehearsal: not the study's images");
      findings.add(
          new Finding(
              id,
              what,
              study,
              ours.spread(),
              unit,
              split,
              told.holds(),
              told.verdict(),
              told.why(),
              ours.seconds(),
              ours.runs()));
    }
  }

  void table(String name, String caption, List<String> head, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      tables.add(new Table(name, caption, head, rows));
    }
  }

  /** Adds a picture, and says where it is to be drawn. */
  Path picture(String name, String caption) {
    Path file = evidence.protocol().folder().figure(name);
    figures.add(new Figure(file, caption));
    return file;
  }

  /** Adds a picture that a run has drawn, copied beside the report's. */
  void picture(Path drawn, String name, String caption) throws IOException {
    Path file = picture(name, caption);
    Files.createDirectories(file.getParent());
    Files.copy(drawn, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
