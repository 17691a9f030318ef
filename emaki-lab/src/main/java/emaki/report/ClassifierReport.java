package emaki.report;

import emaki.data.InputException;
import emaki.run.ClassificationRecord;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import java.io.IOException;
import java.util.Locale;

/** A classifier's run as a page. */
final class ClassifierReport {
  private ClassifierReport() {}

  static String page(RunFolder run, RunRecord record) throws IOException {
    ClassificationRecord scores =
        run.classification()
            .orElseThrow(
                () ->
                    new InputException(
                        run.path().toString(),
                        "has no classification.json",
                        "finish it: ‹resume " + run.path() + "›"));
    ReportPage page = new ReportPage(run, record);
    page.begin();
    Html html = page.html();
    html.element(
        "p",
        "A classifier (%s) of %s, %s images, %d classes."
            .formatted(
                record.classifier().network().kind().name().toLowerCase(Locale.ROOT),
                record.dataset().name(),
                String.format(Locale.ROOT, "%,d", record.dataset().images()),
                scores.classes().size()));
    html.raw("<ul class=\"tiles\">\n");
    page.tile("test accuracy", scores.accuracy().get("test"), "%.4f");
    page.tile("validation accuracy", scores.accuracy().get("validation"), "%.4f");
    page.tile("calibration error, test", scores.calibrationError().get("test"), "%.4f");
    page.tile("epochs", record.results().epochs(), "%.0f");
    page.tile("seconds of training", record.seconds(), "%.0f");
    html.raw("</ul>\n");
    html.element("h2", "Scores");
    ClassifierTables.scores(html, scores);
    page.image(run.figure("confusion.png"), "Test images by class and prediction.");
    ClassifierTables.confusions(html, scores);
    ClassifierTables.perClass(html, scores);
    page.curves();
    page.provenance();
    return page.end("");
  }
}
