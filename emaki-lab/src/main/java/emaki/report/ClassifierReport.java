package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import java.io.IOException;

/** A classifier's run as a page. */
final class ClassifierReport {
  private ClassifierReport() {}

  static String page(RunFiles run) throws IOException {
    JsonNode scores = run.classification();
    if (scores == null) {
      throw new InputException(
          run.folder().toString(),
          "has no classification.json",
          "finish it by emaki classify --resume " + run.folder());
    }
    ReportPage page = new ReportPage(run);
    page.begin();
    Html html = page.html();
    html.element(
        "p",
        "A classifier (%s) of %s, %s images, %d classes."
            .formatted(
                run.record().at("/spec/network/kind").asText().toLowerCase(java.util.Locale.ROOT),
                run.record().at("/dataset/name").asText(),
                String.format(
                    java.util.Locale.ROOT, "%,d", run.record().at("/dataset/images").asInt()),
                scores.path("classes").size()));
    html.raw("<ul class=\"tiles\">\n");
    page.tile("test accuracy", scores.at("/accuracy/test"), "%.4f");
    page.tile("validation accuracy", scores.at("/accuracy/validation"), "%.4f");
    page.tile("calibration error, test", scores.at("/calibration_error/test"), "%.4f");
    page.tile("epochs", run.record().path("epochs"), "%.0f");
    page.tile("seconds of training", run.record().path("seconds"), "%.0f");
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
