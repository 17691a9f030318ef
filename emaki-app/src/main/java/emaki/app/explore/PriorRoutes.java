package emaki.app.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.prior.PointCloud;
import emaki.run.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Priors that were drawn: point clouds in a folder beside the runs. */
final class PriorRoutes {
  /** The folder's name. */
  static final String FOLDER = "priors";

  static final int MOST_POINTS = 50_000;

  private static final int MOST_LISTED = 500;
  private static final String SUFFIX = ".npz";

  private final RunIndex index;

  PriorRoutes(RunIndex index) {
    this.index = index;
  }

  void install(RoutesConfig routes) {
    routes.get("/api/priors", this::list);
    routes.get("/api/priors/{name}", this::points);
    routes.post("/api/priors/{name}", this::save);
  }

  private Path folder() {
    return index.root().resolve(FOLDER);
  }

  private List<String> names() throws IOException {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .limit(MOST_LISTED)
          .toList();
    }
  }

  private void list(Context request) throws IOException {
    json(request, names().stream().map(name -> said(name, null)).toList());
  }

  /** int32 dimension, then float32 [n, dimension]. A name is found among those listed. */
  private void points(Context request) throws IOException {
    String name = request.pathParam("name");
    if (!names().contains(name)) {
      throw new NotFoundResponse("There is no such prior here.");
    }
    Enclosed.check(folder(), file(name));
    NpyArray points = Npz.readOne(file(name), "points");
    if (points.shape().length != 2) {
      throw new NotFoundResponse("It holds no points [n, dimension].");
    }
    byte[] values = Binary.of(points.floats());
    byte[] bytes = Arrays.copyOf(Binary.of(new int[] {points.shape()[1]}), 4 + values.length);
    System.arraycopy(values, 0, bytes, 4, values.length);
    Binary.send(request, bytes);
  }

  /** Points float32 [n, 2 or 3] -> a new file. */
  private void save(Context request) throws IOException {
    String name = request.pathParam("name");
    Path file = SafeName.in(folder(), name, name).resolveSibling(name + SUFFIX);
    String dimension = String.valueOf(request.queryParam("dimension"));
    if (!dimension.matches("[23]")) {
      throw new BadRequestResponse("Expected a dimension of 2 or 3.");
    }
    int width = Integer.parseInt(dimension);
    float[] points = Binary.rows(request, width, MOST_POINTS);
    synchronized (this) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ConflictResponse(
            "There is a prior called %s already, and runs may rest on it; choose another name."
                .formatted(name));
      }
      PointCloud.of(file, points, width).write(file);
    }
    json(request.status(201), said(name, width));
  }

  private Path file(String name) {
    return folder().resolve(name + SUFFIX);
  }

  private Map<String, Object> said(String name, @Nullable Integer dimension) {
    String prior = "points:" + file(name);
    return dimension == null
        ? Map.of("name", name, "prior", prior)
        : Map.of("name", name, "prior", prior, "dimension", dimension);
  }

  private static void json(Context request, Object value) throws JsonProcessingException {
    request.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(value));
  }
}
