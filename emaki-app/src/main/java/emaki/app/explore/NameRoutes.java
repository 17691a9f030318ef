package emaki.app.explore;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import emaki.data.ImageSet;
import emaki.report.ClusterExamples;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A clustering's clusters are shown to a person, who names them: each name is in {@code
 * clusterings/NAME-names.csv} as soon as it is given.
 */
final class NameRoutes {
  private static final int MOST_LETTERS = 200;

  private final RunIndex index;
  private final OpenRuns open;

  NameRoutes(RunIndex index, OpenRuns open) {
    this.index = index;
    this.open = open;
  }

  /**
   * A name that a page gives.
   *
   * @param created of the clustering that was looked at
   * @param name empty: none any more
   */
  record Given(String created, int cluster, String name) {
    Given {
      requireName(name);
    }
  }

  /** Refuses what cannot stand in a table and be read there. */
  static void requireName(String name) {
    if (name.strip().length() > MOST_LETTERS || name.chars().anyMatch(Character::isISOControl)) {
      throw new BadRequestResponse(
          "Expected a name of at most %d letters in one line.".formatted(MOST_LETTERS));
    }
  }

  void install(RoutesConfig routes) {
    routes.get("/api/runs/{run}/names/{name}", this::names);
    routes.get("/api/runs/{run}/names/{name}/{cluster}", this::examples);
    routes.post("/api/runs/{run}/names/{name}", this::name);
  }

  static ClusteringRecord clustering(RunFolder run, Context request) {
    return run.clusterings()
        .find(request.pathParam("name"))
        .orElseThrow(() -> new NotFoundResponse("The run has no clustering of that name."));
  }

  private static ClusterNames given(RunFolder run, ClusteringRecord clustering) {
    Path file = run.clusterings().namesFile(clustering.name());
    return Files.exists(file)
        ? ClusterNames.soFar(file, clustering)
        : new ClusterNames(Collections.nCopies(clustering.k(), ""));
  }

  /** The names so far, and the rows of the images that {@link #examples} gives. */
  private void names(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    ClusteringRecord clustering = clustering(run, request);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("clustering", clustering.name());
    body.put("method", clustering.method());
    body.put("created", clustering.created());
    body.put("images", open.open(run).latents().size());
    body.put("sizes", clustering.sizes());
    body.put("names", given(run, clustering).byCluster());
    body.put("examples", open.open(run).examples(clustering));
    json(request, body);
  }

  /** A cluster's typical images, then its doubtful ones, uint8 [count, height, width, channels]. */
  private void examples(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    ClusteringRecord clustering = clustering(run, request);
    String number = request.pathParam("cluster");
    if (!number.matches("\\d{1,7}") || Integer.parseInt(number) >= clustering.k()) {
      throw new NotFoundResponse("The clustering has no such cluster.");
    }
    ClusterExamples cluster = open.open(run).examples(clustering).get(Integer.parseInt(number));
    ImageSet images = open.open(run).images();
    List<Integer> rows =
        Stream.concat(cluster.typical().stream(), cluster.doubtful().stream()).toList();
    byte[] pixels = new byte[rows.size() * images.values()];
    for (int i = 0; i < rows.size(); i++) {
      images.copyBytes(rows.get(i), pixels, i * images.values());
    }
    Binary.send(request, pixels);
  }

  /** Writes one name into the file as it is now: a person may have filled in others. */
  private synchronized void name(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    Given given = given(request);
    try (RunLock lock = RunLock.of(run)) {
      ClusteringRecord clustering = clustering(run, request);
      if (!clustering.created().equals(given.created)) {
        throw new ConflictResponse("These clusters have been made anew since; reload the page.");
      }
      if (given.cluster < 0 || given.cluster >= clustering.k()) {
        throw new NotFoundResponse("The clustering has no such cluster.");
      }
      ClusterNames names = given(run, clustering).with(given.cluster, given.name);
      // A run of before clusterings had names has no such folder.
      Files.createDirectories(run.clusterings().folder());
      names.write(run.clusterings().namesFile(clustering.name()), clustering);
      json(request, Map.of("names", names.byCluster()));
    }
  }

  private static Given given(Context request) throws IOException {
    try {
      return Json.MAPPER.readValue(request.bodyAsBytes(), Given.class);
    } catch (JacksonException e) {
      if (e.getCause() instanceof BadRequestResponse refused) {
        throw refused;
      }
      throw new BadRequestResponse("Expected {created, cluster, name} as a JSON object.");
    }
  }

  static void json(Context request, Object value) throws JsonProcessingException {
    request.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(value));
  }
}
