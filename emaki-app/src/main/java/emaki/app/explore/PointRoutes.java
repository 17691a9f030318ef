package emaki.app.explore;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import emaki.app.CommandWords;
import emaki.app.explore.Trainings.Standing;
import emaki.data.Catalogue;
import emaki.data.Dataset;
import emaki.data.ImageSet;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.run.ClusteringRecord;
import emaki.run.Clusterings;
import emaki.run.ImageNames;
import emaki.run.Json;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.ShellWords;
import emaki.run.Snapshot;
import emaki.run.TrialSpec;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run: what it says of itself, its points as raw arrays, its images in pages. */
final class PointRoutes {
  private static final int PAGE_BYTES = 1 << 20;

  /** Points of the prior that stand behind latents while they are being trained. */
  private static final int PRIOR_AHEAD = 4000;

  private final RunIndex index;
  private final OpenRuns open;
  private final Trainings trainings;

  PointRoutes(RunIndex index, OpenRuns open, Trainings trainings) {
    this.index = index;
    this.open = open;
    this.trainings = trainings;
  }

  void install(RoutesConfig routes) {
    routes.get("/api/runs/{run}", this::run);
    routes.get("/api/runs/{run}/points/{array}", this::points);
    routes.get("/api/runs/{run}/clusterings/{name}", this::clusters);
    routes.get("/api/runs/{run}/images/{page}", this::images);
    routes.get("/api/runs/{run}/validation", this::validation);
    routes.get("/api/runs/{run}/files", this::files);
  }

  private void run(Context request) throws IOException, InterruptedException {
    String name = request.pathParam("run");
    Optional<Standing> begun = index.has(name) ? Optional.empty() : trainings.of(name);
    Map<String, @Nullable Object> body;
    if (begun.isPresent() && !begun.get().state().equals("finished")) {
      body = begun(begun.get());
    } else {
      RunFolder folder = index.find(name);
      boolean explorable =
          folder.record().spec() instanceof TrialSpec && Files.exists(folder.latentsFile());
      OpenRun run = explorable ? open.open(folder) : null;
      body = describe(folder, run);
      if (run != null) {
        body.put("classify", classify(folder, run));
        body.put("teach", LabelRoutes.next(folder));
        body.put("report", ReportRoutes.state(folder));
        body.put("files", Files.exists(folder.filesFile()));
      }
      body.put("control", TrainRoutes.control(folder, trainings));
    }
    request
        .contentType("application/json")
        .result(
            Json.MAPPER
                .writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsBytes(body));
  }

  /** What there is to say of a run that was started here and has not written anything yet. */
  private static Map<String, @Nullable Object> begun(Standing standing) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("name", standing.run());
    body.put("status", standing.atWork() ? "starting" : standing.state());
    body.put("message", standing.message());
    return body;
  }

  /** What a run says of itself. */
  static Map<String, @Nullable Object> describe(RunFolder folder, @Nullable OpenRun run)
      throws IOException {
    RunRecord record = folder.record();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("name", folder.path().toAbsolutePath().normalize().getFileName().toString());
    body.put("status", folder.liveStatus().toString());
    body.put("record", record);
    body.put("script", Catalogue.script(record.dataset().name(), record.dataset().classNames()));
    body.put("java", RunAsJava.of(record, again(folder)));
    Clusterings.Listing clusterings = run == null ? folder.clusterings().list() : run.clusterings();
    body.put("clusterings", clusterings(clusterings.sound(), run));
    List<String> leftOut = new ArrayList<>(clusterings.leftOut());
    body.put("left_out", leftOut);
    if (run != null) {
      Annotations.Known known = run.annotations();
      leftOut.addAll(known.leftOut());
      body.put("classifier", known.scores().orElse(null));
      body.put("given", known.given().map(ImageNames::classNames).orElse(null));
    }
    body.put("snapshots", folder.snapshots().stream().map(Snapshot::epoch).toList());
    body.put("image", image(record.dataset()));
    body.put("points", run == null ? null : shape(run));
    return body;
  }

  /** The command that trains a classifier; null where there is nothing to learn from. */
  private static @Nullable String classify(RunFolder folder, OpenRun run) {
    List<String> words =
        new ArrayList<>(List.of("classify", ShellWords.file(folder.path().toString())));
    if (!run.latents().labelled()) {
      if (run.annotations().given().isEmpty()) {
        return null;
      }
      words.addAll(List.of("--labels", folder.labelsFile().toString()));
    }
    return CommandWords.of(words);
  }

  /** Where the run would be made again, beside itself. */
  private static String again(RunFolder folder) {
    return folder.path().resolveSibling(folder.path().getFileName() + "-again").toString();
  }

  /** The records of a run's clusterings, each with what the view of agreement needs. */
  private static List<Map<String, @Nullable Object>> clusterings(
      List<ClusteringRecord> records, @Nullable OpenRun run) {
    List<Map<String, @Nullable Object>> clusterings = new ArrayList<>();
    for (ClusteringRecord clustering : records) {
      Map<String, @Nullable Object> body =
          Json.MAPPER.convertValue(clustering, new TypeReference<>() {});
      body.put("matching", run == null ? null : run.matching(clustering));
      body.put("names", run == null ? List.of() : run.names(clustering));
      clusterings.add(body);
    }
    return clusterings;
  }

  private static Map<String, @Nullable Object> shape(OpenRun run) {
    Latents latents = run.latents();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("count", latents.size());
    shape.put("dimension", latents.dimension());
    shape.put("labelled", latents.labelled());
    shape.put("prior", run.prior().isPresent());
    shape.put("axes", run.chart().axes());
    return shape;
  }

  private static Map<String, Object> image(DatasetRecord dataset) {
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("height", dataset.height());
    image.put("width", dataset.width());
    image.put("channels", dataset.channels());
    image.put("page", imagesInPage(dataset.height() * dataset.width() * dataset.channels()));
    return image;
  }

  /** Images of so many values in one page of them. */
  static int imagesInPage(int values) {
    return Math.max(1, PAGE_BYTES / values);
  }

  private void points(Context request) throws IOException, InterruptedException {
    RunFolder folder = index.find(request.pathParam("run"));
    String array = request.pathParam("array");
    if (array.equals("prior") && !Files.exists(folder.latentsFile())) {
      Binary.send(request, Binary.of(OpenRun.priorSample(folder, PRIOR_AHEAD)));
      return;
    }
    OpenRun run = open.open(folder);
    Latents latents = run.latents();
    if (Annotations.ARRAYS.contains(array)) {
      Drawn all = Drawn.atMost(latents.size(), latents.size());
      Optional<byte[]> known = run.annotations().array(array, all);
      Binary.send(request, known.orElseThrow(PointRoutes::nothing));
      return;
    }
    if (array.equals("map")) {
      map(request, run, OpenRuns.tag(folder) + "-map");
      return;
    }
    byte[] bytes =
        switch (array) {
          case "latents" -> Binary.of(latents.values());
          case "labels" -> Binary.of(latents.labels());
          case "split" -> latents.split();
          case "errors" -> Binary.of(run.errors());
          case "density" -> Binary.of(run.density().orElseThrow(PointRoutes::nothing));
          case "axes" -> Binary.of(run.axes());
          case "variance" -> Binary.of(run.variance());
          case "prior" -> Binary.of(run.priorSample());
          default -> throw new NotFoundResponse("There is no such array.");
        };
    Binary.send(request, OpenRuns.tag(folder) + "-" + array, bytes);
  }

  private static NotFoundResponse nothing() {
    return new NotFoundResponse("The run has nothing of that kind.");
  }

  /** The neighbour map, float32 [n, 2]; until it is made, by 202, how far that is. */
  private static void map(Context request, OpenRun run, String tag) throws InterruptedException {
    Optional<float[]> made = run.map().soon();
    if (made.isPresent()) {
      Binary.send(request, tag, Binary.of(made.get()));
    } else {
      request.header("Cache-Control", "no-store").status(202).json(run.map().standing());
    }
  }

  /** Where each image came from. */
  private void files(Context request) throws IOException, InterruptedException {
    RunFolder folder = index.find(request.pathParam("run"));
    request.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(folder.files()));
  }

  /** The labels of the validation images, of which snapshots hold the first, int32. */
  private void validation(Context request) throws IOException, InterruptedException {
    RunFolder folder = index.find(request.pathParam("run"));
    RunRecord record = folder.record();
    ImageSet images = open.images(folder);
    Splits splits =
        record.spec().training().splits(new Dataset(images, record.dataset().training()));
    int[] rows = splits.rows(Split.VALIDATION);
    Binary.send(request, Binary.of(Arrays.stream(rows).map(images::label).toArray()));
  }

  /** Which cluster of a clustering each image is in, int32, -1: noise. */
  private void clusters(Context request) throws IOException, InterruptedException {
    RunFolder folder = index.find(request.pathParam("run"));
    OpenRun run = open.open(folder);
    ClusteringRecord clustering =
        folder
            .clusterings()
            .find(request.pathParam("name"))
            .orElseThrow(() -> new NotFoundResponse("The run has no clustering of that name."));
    Binary.send(request, Binary.of(run.clusters(clustering)));
  }

  /** Images in the order of the data set, uint8 [count, height, width, channels]. */
  private void images(Context request) throws IOException, InterruptedException {
    RunFolder folder = index.find(request.pathParam("run"));
    ImageSet images = open.open(folder).images();
    int each = imagesInPage(images.values());
    String number = request.pathParam("page");
    int page = number.matches("\\d{1,7}") ? Integer.parseInt(number) : -1;
    long from = (long) page * each;
    if (page < 0 || from >= images.size()) {
      throw new NotFoundResponse("There is no such page of images.");
    }
    int count = (int) Math.min(each, images.size() - from);
    byte[] pixels = new byte[count * images.values()];
    for (int i = 0; i < count; i++) {
      images.copyBytes((int) from + i, pixels, i * images.values());
    }
    String content = folder.record().dataset().sha256().substring(0, 16);
    Binary.send(request, content + "-" + page, pixels);
  }
}
