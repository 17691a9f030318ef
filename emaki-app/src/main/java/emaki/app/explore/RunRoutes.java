package emaki.app.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import emaki.run.ClassificationRecord;
import emaki.run.Json;
import emaki.run.RunFolder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The table of runs, and what happens to it. */
final class RunRoutes {
  private static final ObjectWriter JSON =
      Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

  /** Events that may wait for one page, the largest of a thousand rows. */
  private static final int MOST_WAITING = 64;

  /** Pages that listen at once. */
  private static final int MOST_STREAMS = 100;

  private final AtomicInteger streams = new AtomicInteger();
  private final RunIndex index;
  private final Trainings trainings;

  RunRoutes(RunIndex index, Trainings trainings) {
    this.index = index;
    this.trainings = trainings;
  }

  void install(RoutesConfig routes) {
    routes.get("/api/runs", this::runs);
    routes.sse("/api/events", this::events);
    routes.get("/api/runs/{run}/metrics", this::metrics);
    routes.get("/api/runs/{run}/classification", this::classification);
    routes.get("/api/runs/{run}/snapshots/{epoch}", this::snapshot);
    routes.get("/api/runs/{run}/snapshots/{epoch}/axes", this::axes);
  }

  private void runs(Context request) throws InterruptedException, JsonProcessingException {
    Map<String, Object> body = table(request.queryParam("whole") != null);
    request.contentType("application/json").result(JSON.writeValueAsBytes(body));
  }

  private Map<String, Object> table(boolean whole) throws InterruptedException {
    return Map.of("folder", index.root().toString(), "table", index.table(whole));
  }

  private void sendTable(SseClient client) {
    try {
      client.sendEvent("table", text(table(false)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Changes of the table, and of what was started from pages, as they happen; where it is asked
   * for, the table as it is comes before them, so that nothing is missed in between.
   */
  private void events(SseClient client) {
    if (streams.incrementAndGet() > MOST_STREAMS) {
      streams.decrementAndGet();
      client.ctx().status(503);
      client.close();
      return;
    }
    Outbox outbox = new Outbox(MOST_WAITING, client::close);
    Consumer<RunTable> listener = table -> outbox.send(() -> client.sendEvent("runs", text(table)));
    Runnable started =
        () -> outbox.send(() -> client.sendEvent("trainings", text(trainings.standings())));
    client.keepAlive();
    client.onClose(
        () -> {
          index.forget(listener);
          trainings.forget(started);
          outbox.close();
          streams.decrementAndGet();
        });
    client.sendComment("listening");
    if (client.ctx().queryParam("table") != null) {
      outbox.send(() -> sendTable(client));
    }
    index.listen(listener);
    trainings.listen(started);
    started.run();
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void classification(Context request) throws IOException, InterruptedException {
    ClassificationRecord scores =
        index
            .find(request.pathParam("run"))
            .classification()
            .orElseThrow(() -> new NotFoundResponse("The run has no classifier's scores."));
    request.contentType("application/json").result(JSON.writeValueAsBytes(scores));
  }

  private void metrics(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    request.contentType("application/json").result(JSON.writeValueAsBytes(curves(run)));
  }

  /** A run's curves by column; null where an epoch has no such figure. */
  static Map<String, Object> curves(RunFolder run) throws IOException {
    Map<String, Object> columns = new LinkedHashMap<>();
    run.metrics()
        .forEach(
            (name, values) ->
                columns.put(
                    name,
                    Arrays.stream(values)
                        .mapToObj(value -> Double.isNaN(value) ? null : (Double) value)
                        .toList()));
    return columns;
  }

  private void snapshot(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    Binary.send(request, Binary.of(latents(run, request)));
  }

  /** The mean and the first principal axes of a snapshot's latents. */
  private void axes(Context request) throws IOException, InterruptedException {
    RunFolder run = index.find(request.pathParam("run"));
    Binary.send(request, Binary.of(OpenRun.axes(latents(run, request), dimension(run))));
  }

  private static int dimension(RunFolder run) {
    return run.record().autoencoder().network().latentDim();
  }

  private static float[] latents(RunFolder run, Context request) throws IOException {
    String epoch = request.pathParam("epoch");
    return run.snapshots().stream()
        .filter(s -> String.valueOf(s.epoch()).equals(epoch))
        .findFirst()
        .orElseThrow(() -> new NotFoundResponse("The run has no snapshot of that epoch."))
        .latents(dimension(run));
  }
}
