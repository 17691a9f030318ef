package emaki.app.explore;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import emaki.app.CommandWords;
import emaki.app.Wording;
import emaki.data.InputException;
import emaki.run.Json;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord.Status;
import emaki.run.RunStore;
import emaki.run.TrialSpec;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Training that is started, cancelled and resumed from the pages. */
final class TrainRoutes {
  private static final String OUT = "out";

  private final RunIndex index;
  private final Training training;
  private final Trainings trainings;
  private final OptionNames names;

  TrainRoutes(RunIndex index, Training training, Trainings trainings) {
    this.index = index;
    this.training = training;
    this.trainings = trainings;
    this.names = new OptionNames(training.options());
  }

  void install(RoutesConfig routes) {
    routes.get("/api/train", this::form);
    routes.post("/api/train/check", request -> checked(request, false));
    routes.post("/api/train", request -> checked(request, true));
    routes.post("/api/demo", this::demo);
    routes.get("/api/trainings", request -> json(request, trainings.standings()));
    routes.post("/api/runs/{run}/cancel", this::cancel);
    routes.post("/api/runs/{run}/resume", this::resume);
  }

  private void form(Context request) throws JsonProcessingException, InterruptedException {
    List<DataChoices.Choice> data = DataChoices.of(index.rows(), index.root());
    json(request, Map.of("options", training.options(), "data", data));
  }

  /** Checks what a form says, and starts it where that is wanted. */
  private void checked(Context request, boolean start) throws JsonProcessingException {
    Map<String, String> options = options(request);
    try {
      Path folder = folder(options);
      options.put(OUT, folder.toString());
      List<String> words = training.words(options);
      String run = String.valueOf(folder.getFileName());
      if (start) {
        trainings.start(run, words);
      }
      json(request, Map.of("run", run, "command", CommandWords.of(words)));
    } catch (InputException e) {
      Map<String, @Nullable Object> fault = new LinkedHashMap<>();
      fault.put("error", Wording.onPage(e));
      fault.put("field", names.in(Wording.of(e)).orElse(null));
      // A form that is not filled in yet is nothing wrong.
      request.status(start ? 422 : 200);
      json(request, fault);
    }
  }

  private static Map<String, String> options(Context request) {
    try {
      Map<String, String> given =
          Json.MAPPER.readValue(request.bodyAsBytes(), new TypeReference<>() {});
      Map<String, String> options = new LinkedHashMap<>();
      given.forEach(
          (name, text) -> {
            if (text != null && !text.isBlank()) {
              options.put(name, text.strip());
            }
          });
      return options;
    } catch (JacksonException e) {
      throw new BadRequestResponse("Expected options as a JSON object of texts.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The run's folder: by the name that was given, or the first that is free. */
  private Path folder(Map<String, String> options) {
    String name = options.get(OUT);
    if (name == null) {
      String objective = options.getOrDefault("objective", ObjectiveSpec.RECONSTRUCTION);
      String what =
          SafeName.stem(objective).equals(ObjectiveSpec.RECONSTRUCTION)
              ? options.getOrDefault("prior", "none")
              : objective;
      String data = options.getOrDefault("data", "run");
      return new RunStore(index.root())
          .free(Path.of(data).getFileName() + "-" + SafeName.stem(what));
    }
    Path folder = SafeName.in(index.root(), name, "--out " + name);
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new InputException("--out " + name, "is there already", "choose another name");
    }
    return folder;
  }

  /** The whole story on the embedded data, into a run that there is not yet. */
  private void demo(Context request) throws JsonProcessingException {
    Path folder = new RunStore(index.root()).free("demo");
    String run = String.valueOf(folder.getFileName());
    trainings.start(run, List.of("demo", "--out", folder.toString()));
    json(request, trainings.of(run).orElseThrow());
  }

  private void cancel(Context request) throws IOException, InterruptedException {
    String run = request.pathParam("run");
    if (!trainings.cancel(run)) {
      RunFolder folder = index.find(run);
      throw new ConflictResponse(
          folder.liveStatus() == Status.RUNNING
              ? "It was not started from this page; press Ctrl-C where it runs, then it can be"
                  + " resumed here."
              : "It is not running.");
    }
    json(request, trainings.of(run).orElseThrow());
  }

  private void resume(Context request) throws IOException, InterruptedException {
    RunFolder folder = index.find(request.pathParam("run"));
    if (folder.liveStatus() != Status.INTERRUPTED) {
      throw new ConflictResponse("It is not interrupted but " + folder.liveStatus() + ".");
    }
    String run = String.valueOf(folder.path().getFileName());
    trainings.start(run, List.of(command(folder), "--resume", folder.path().toString()));
    json(request, trainings.of(run).orElseThrow());
  }

  private static String command(RunFolder folder) {
    return folder.record().spec() instanceof TrialSpec ? "train" : "classify";
  }

  /**
   * What can be done about a run: {@code cancel}, {@code resume}, {@code elsewhere} where another
   * process works on it, or null.
   */
  static @Nullable String control(RunFolder folder, Trainings trainings) {
    Optional<Trainings.Standing> standing =
        trainings.of(String.valueOf(folder.path().getFileName()));
    if (standing.isPresent() && standing.get().atWork()) {
      return standing.get().state().equals("stopping") ? "stopping" : "cancel";
    }
    return switch (folder.liveStatus()) {
      case RUNNING -> "elsewhere";
      case INTERRUPTED -> "resume";
      case FINISHED, FAILED -> null;
    };
  }

  private static void json(Context request, Object value) throws JsonProcessingException {
    request.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(value));
  }
}
