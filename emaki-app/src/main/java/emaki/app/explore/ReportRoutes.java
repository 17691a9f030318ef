package emaki.app.explore;

import emaki.report.Report;
import emaki.run.RunFolder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Files;

/** A run's report, which is made when it is asked for. */
final class ReportRoutes {
  /**
   * A report runs the script that is in it, and a run that was passed on may hold any page in its
   * place: it stands on an origin of its own, which reaches neither this server nor another.
   */
  private static final String APART =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline';"
          + " style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final RunIndex index;

  ReportRoutes(RunIndex index) {
    this.index = index;
  }

  void install(RoutesConfig routes) {
    routes.get("/api/runs/{run}/report", this::show);
    routes.post("/api/runs/{run}/report", this::make);
  }

  /** Whether there is a report, and whether it came after all that it tells of. */
  static String state(RunFolder run) throws IOException {
    return !Files.exists(run.reportFile())
        ? "none"
        : run.isNewerThan(run.reportFile()) ? "old" : "there";
  }

  private synchronized void make(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    run.requireWhole();
    if (!state(run).equals("there")) {
      Report.write(run.path());
    }
    request.status(204);
  }

  private void show(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    if (!Files.exists(run.reportFile())) {
      throw new NotFoundResponse("The run has no report yet.");
    }
    request
        .header("Content-Security-Policy", APART)
        .contentType("text/html; charset=utf-8")
        .result(Files.newInputStream(run.reportFile()));
  }
}
