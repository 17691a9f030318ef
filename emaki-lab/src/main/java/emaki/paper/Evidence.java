package emaki.paper;

import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * What the runs that are done say.
 *
 * @param protocol whose runs are shown
 * @param studyImages whether they are of the study's images; of others they say nothing about the
 *     study
 */
record Evidence(Protocol protocol, boolean studyImages) {
  /**
   * A finding of a figure that the study gives; it holds where the study's could be one more of
   * ours.
   */
  Finding figure(String id, String what, double study, Sample ours, String split) {
    return finding(id, what, study, ours, Unit.PERCENT, split, Judgement.figure(study, ours));
  }

  /** A finding of a difference of pairs, which the study has above 0. */
  Finding larger(String id, String what, double study, Sample ours, String split) {
    return finding(id, what, study, ours, Unit.POINTS, split, Judgement.larger(study, ours));
  }

  /** A finding of what the study gives no figure of. */
  Finding finding(
      String id, String what, Sample ours, Unit unit, String split, Judgement judgement) {
    return finding(id, what, null, ours, unit, split, judgement);
  }

  /** A finding; of other images than the study's nothing is said about whether it holds. */
  Finding finding(
      String id,
      String what,
      @Nullable Double study,
      Sample ours,
      Unit unit,
      String split,
      Judgement judgement) {
    Judgement told =
        studyImages
            ? judgement
            : new Judgement(Verdict.NONE, "a rehearsal: not the study's images");
    return new Finding(
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
        ours.runs());
  }

  /** Where a picture of the report is put. */
  Path picture(String name) {
    return protocol.folder().figure(name);
  }

  /** A picture of a run's own, copied beside the report's. */
  Figure copy(Path picture, String name, String caption) throws IOException {
    Path target = picture(name);
    Files.createDirectories(target.getParent());
    Files.copy(picture, target, StandardCopyOption.REPLACE_EXISTING);
    return new Figure(target, caption);
  }
}
