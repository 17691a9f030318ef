package emaki.app.explore;

import com.fasterxml.jackson.core.JacksonException;
import emaki.app.CommandWords;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.Json;
import emaki.run.Naming;
import emaki.run.RunFolder;
import emaki.run.ShellWords;
import emaki.trial.Labelling;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of images go into the run's {@code labels.csv}: of its clusters, or given by hand. */
final class LabelRoutes {
  private final RunIndex index;
  private final OpenRuns open;

  LabelRoutes(RunIndex index, OpenRuns open) {
    this.index = index;
    this.open = open;
  }

  /** What a page sends. */
  record Namings(List<Naming> namings) {
    Namings {
      namings = List.copyOf(namings);
      namings.forEach(naming -> NameRoutes.requireName(naming.name()));
    }
  }

  void install(RoutesConfig routes) {
    routes.post("/api/runs/{run}/labels", this::name);
    routes.post("/api/runs/{run}/labels/{name}", this::label);
  }

  /** Names images, and answers with what takes that back. */
  private synchronized void name(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    List<Naming> namings = namings(request);
    int images = open.open(run).latents().size();
    for (Naming naming : namings) {
      if (naming.rows().stream().anyMatch(row -> row < 0 || row >= images)) {
        throw new BadRequestResponse("Expected rows from 0 to %d.".formatted(images - 1));
      }
    }
    List<Naming> before = Labelling.byHand(run, images, namings);
    NameRoutes.json(request, Map.of("before", before));
  }

  private static List<Naming> namings(Context request) throws IOException {
    try {
      return Json.MAPPER.readValue(request.bodyAsBytes(), Namings.class).namings;
    } catch (JacksonException e) {
      if (e.getCause() instanceof BadRequestResponse refused) {
        throw refused;
      }
      throw new BadRequestResponse("Expected {namings: [{name, by_hand, rows}]} as JSON.");
    }
  }

  /** Makes the names of images of those of their clusters, as {@code emaki label} does. */
  private synchronized void label(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    ClusteringRecord clustering = NameRoutes.clustering(run, request);
    Path names = run.clusterings().namesFile(clustering.name());
    Labelling made = Labelling.run(run, clustering, ClusterNames.read(names, clustering));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("file", run.labelsFile().toString());
    body.put("named", made.images().named());
    body.put("by_hand", made.images().byHand().size());
    body.put("images", made.images().byRow().size());
    body.put("classes", made.images().classNames().size());
    body.put("agreement", made.agreement());
    body.put("next", next(run));
    NameRoutes.json(request, body);
  }

  /** The command that teaches a classifier by them. */
  static String next(RunFolder run) {
    return CommandWords.of(
        List.of(
            "classify",
            ShellWords.file(run.path().toString()),
            "--labels",
            run.labelsFile().toString()));
  }
}
