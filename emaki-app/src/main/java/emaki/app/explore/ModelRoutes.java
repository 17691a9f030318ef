package emaki.app.explore;

import emaki.data.ImageFile;
import emaki.data.ImageSet;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.Chart;
import emaki.run.Json;
import emaki.trial.PredictedLabels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a run's model makes of latents and of images; none of it changes anything. */
final class ModelRoutes {
  /** Largest request. */
  static final long MOST_UPLOAD_BYTES = 8L << 20;

  private static final int MOST_ROWS = 4096;
  private static final int MOST_CELLS = 1024;

  private final RunIndex index;
  private final OpenRuns open;

  ModelRoutes(RunIndex index, OpenRuns open) {
    this.index = index;
    this.open = open;
  }

  void install(RoutesConfig routes) {
    routes.post("/api/runs/{run}/decode", this::decode);
    routes.post("/api/runs/{run}/encode", this::encode);
    routes.post("/api/runs/{run}/chart", this::chart);
    routes.get("/api/runs/{run}/map", this::map);
  }

  private OpenRun run(Context request) throws IOException, InterruptedException {
    return open.open(index.find(request.pathParam("run")));
  }

  /** Latents float32 [m, dimension] -> images uint8 [m, height, width, channels]. */
  private void decode(Context request) throws IOException, InterruptedException {
    OpenRun run = run(request);
    float[] latents = Binary.rows(request, run.latents().dimension(), MOST_ROWS);
    Binary.send(request, Binary.pixels(run.with(model -> model.decode(latents))));
  }

  /** An image file -> its place in the space, what the model sees and makes of it, its class. */
  private void encode(Context request) throws IOException, InterruptedException {
    OpenRun run = run(request);
    ImageSet image = read(request.bodyAsBytes(), run.with(Autoencoder::spec));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    run.with(
        model -> {
          float[] latent = model.encode(image);
          body.put("latent", latent);
          body.put("reconstruction", Binary.pixels(model.decode(latent)));
          body.put("error", model.reconstructionErrors(image)[0]);
          return latent;
        });
    byte[] pixels = new byte[image.values()];
    image.copyBytes(0, pixels, 0);
    body.put("image", pixels);
    body.put("classes", run.predicted(image).map(ModelRoutes::classes).orElse(null));
    request.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(body));
  }

  /** One at a time: a large one takes seconds and hundreds of megabytes, but not the model. */
  private synchronized ImageSet read(byte[] file, AutoencoderSpec shape) {
    return ImageFile.read("the image", file, shape.height(), shape.width(), shape.channels());
  }

  /** Names and probabilities, the most probable first. */
  private static List<Map<String, Object>> classes(PredictedLabels prediction) {
    float[] probabilities = prediction.probabilities();
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .map(
            i ->
                Map.<String, Object>of(
                    "name", prediction.classNames().get(i), "probability", probabilities[i]))
        .toList();
  }

  /** Places on the flat map, float32 [m, axes] in [0, 1] -> latents float32 [m, dimension]. */
  private void chart(Context request) throws IOException, InterruptedException {
    OpenRun run = run(request);
    Chart chart = run.chart();
    int axes = chart.axes().size();
    float[] u = Binary.rows(request, axes, MOST_ROWS);
    double[][] places = new double[u.length / axes][axes];
    for (int i = 0; i < u.length; i++) {
      places[i / axes][i % axes] = Math.max(0, Math.min(1, u[i]));
    }
    Binary.send(request, Binary.of(latents(run, places)));
  }

  /** The flat map decoded at the centres of its cells, uint8 [rows, columns, image]. */
  private void map(Context request) throws IOException, InterruptedException {
    int rows = extent(request.queryParam("rows"));
    int columns = extent(request.queryParam("columns"));
    if (rows * columns > MOST_CELLS) {
      throw new BadRequestResponse("Expected at most %d cells.".formatted(MOST_CELLS));
    }
    OpenRun run = run(request);
    int axes = run.chart().axes().size();
    double[][] places = new double[rows * columns][axes];
    for (int i = 0; i < places.length; i++) {
      java.util.Arrays.fill(places[i], 0.5);
      places[i][0] =
          axes == 1 ? (i + 0.5) / places.length : (Math.floorDiv(i, columns) + 0.5) / rows;
      if (axes > 1) {
        places[i][1] = (i % columns + 0.5) / columns;
      }
    }
    float[] latents = latents(run, places);
    Binary.send(request, Binary.pixels(run.with(model -> model.decode(latents))));
  }

  private static float[] latents(OpenRun run, double[][] places) {
    int dimension = run.latents().dimension();
    float[] latents = new float[places.length * dimension];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(run.chart().at(places[i]), 0, latents, i * dimension, dimension);
    }
    return latents;
  }

  private static int extent(@Nullable String given) {
    if (given == null || !given.matches("[1-9]\\d{0,3}")) {
      throw new BadRequestResponse("Expected rows and columns, each a number from 1.");
    }
    return Integer.parseInt(given);
  }
}
