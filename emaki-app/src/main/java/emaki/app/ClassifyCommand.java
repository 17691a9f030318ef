package emaki.app;

import emaki.data.InputException;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.LabelFile;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunStore;
import emaki.run.TrialOptions;
import emaki.train.LearningRate;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code emaki classify}. */
@Command(
    name = "classify",
    description = {
      "Train a classifier: on the latents of a run (an MLP behind its encoder, which stays as it is), or on pixels.",
      "Scores training, validation and test images."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki classify runs/roll --epochs 2",
      "  emaki classify --data kana:300 --model cnn --filters 8,16 --epochs 1 --out runs/cnn",
      "  emaki classify --resume runs/cnn",
      "",
      "As in the study; on labels of your own, such as emaki label makes; on images of your own in FOLDER:",
      "  emaki classify runs/roll --recipe study --out runs/as-in-the-study",
      "  emaki classify runs/roll --labels runs/roll/labels.csv --out runs/named",
      "  emaki classify --data FOLDER --resize 32x32 --model mlp --minutes 2"
    })
final class ClassifyCommand implements Callable<Integer>, TrainingSession.Training {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private Console console = new Console();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "Learn from these labels, a CSV with the columns row and name, instead of the data's own; images without a",
        "name are left out. The run keeps a copy."
      })
  private @Nullable Path labels;

  @Option(
      names = "--model",
      defaultValue = "mlp",
      description =
          "On pixels: ${COMPLETION-CANDIDATES}, fully connected or convolutional. Default ${DEFAULT-VALUE}.")
  private Kind model = Kind.MLP;

  @Option(
      names = "--recipe",
      defaultValue = "strong",
      description = {
        "Where all other options have their defaults from: strong, with batch normalisation and dropout, on pixels",
        "also augmented images and a falling learning rate; or study, as in the study that emaki starts from.",
        "Default ${DEFAULT-VALUE}."
      })
  private Recipe recipe = Recipe.STRONG;

  @Option(
      names = "--hidden",
      split = ",",
      description = "Widths of an MLP's hidden layers. Default 1000,500,500.")
  private @Nullable List<Integer> hidden;

  @Option(
      names = "--filters",
      split = ",",
      description = "Filters of a CNN's stages. Default 32,64,128.")
  private @Nullable List<Integer> filters;

  @Option(
      names = "--batch-norm",
      negatable = true,
      description = "Batch normalisation before each ReLU. Default: yes; study: no.")
  private @Nullable Boolean batchNorm;

  @Option(
      names = "--dropout",
      description = "Dropout rate, 0 to below 1. Default 0.25; an MLP on pixels: 0.1; study: 0.")
  private @Nullable Double dropout;

  @Option(
      names = "--augment",
      negatable = true,
      description = {
        "Show random views of the training images: moved, turned, sheared and scaled; to a CNN also bent, with",
        "thicker or thinner strokes, other contrast, a square erased. Default: yes on pixels, no on latents;",
        "study: no."
      })
  private @Nullable Boolean augment;

  @Option(
      names = "--batch-size",
      description = "Images per step. Default 250; CNN: 128; MLP on latents, or the study's: 1000.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--learning-rate",
      description = "Of Adam, at its highest. Default 0.002; on latents, or study: 0.001.")
  private @Nullable Double learningRate;

  @Option(
      names = "--schedule",
      description = {
        "How the learning rate goes: ${COMPLETION-CANDIDATES}; by a cosine it falls to nothing over the epochs.",
        "Default cosine; on latents, or study: constant."
      })
  private @Nullable LearningRate schedule;

  @Option(
      names = "--minutes",
      description = {
        "How long to train: at the start some steps are timed, and as many epochs are chosen, at most 100, as these",
        "minutes hold. The run records the epochs: to resume or repeat it asks no clock. Default on pixels: 4.5;",
        "CNN: 11; on latents, or study: --epochs alone counts."
      })
  private @Nullable Double minutes;

  @Option(
      names = "--epochs",
      description = {
        "Most epochs, whatever --minutes says. Default: those that --minutes hold; on latents, or study: 100."
      })
  private @Nullable Integer epochs;

  @Option(
      names = "--patience",
      description =
          "Epochs without a better validation loss before stopping; 0: never. Default 0; on latents, or study: 10.")
  private @Nullable Integer patience;

  @Option(
      names = "--validation-fraction",
      description =
          "Share of the training images set aside; on latents it is the run's. Default 0.1.")
  private @Nullable Double validationFraction;

  @Option(names = "--seed", description = "Of every random draw. Default 0.")
  private @Nullable Long seed;

  @Option(names = "--threads", description = "Of the engine. Default: the machine's cores.")
  private @Nullable Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The classifier's run folder. Default: RUN/classifier, or runs/DATA-MODEL-1, -2, ...")
  private @Nullable Path out;

  /** A run's latents, pixels, or an earlier classifier. */
  static final class Which {
    @Parameters(
        paramLabel = "RUN",
        arity = "0..1",
        description = "The folder of the run whose latents are classified.")
    private @Nullable Path run;

    @ArgGroup(exclusive = false)
    private @Nullable DataArguments data;

    @Option(
        names = "--resume",
        paramLabel = "RUN",
        description =
            "Go on with an interrupted classifier, to the same bits as if it had not been interrupted.")
    private @Nullable Path resume;
  }

  @Override
  public Integer call() throws IOException {
    return TrainingSession.run(this, console, command, which.resume);
  }

  @Override
  public RunRecord begin(Path folder, TrainingProgress progress) throws IOException {
    ClassificationSpec spec = spec();
    OptionalDouble time = time();
    List<String> further = new ArrayList<>();
    if (time.isPresent()) {
      console.say(
          "timing some steps: as many epochs as %s minutes hold",
          TrialOptions.text(time.getAsDouble()));
    } else {
      progress.expect(spec);
    }
    DataArguments data = which.data;
    Trial trial = Trial.of(spec, data == null ? null : data.dataDir());
    console.say(trial.remarks());
    if (time.isPresent()) {
      trial = trial.lasting(time.getAsDouble());
      int chosen = trial.spec().training().epochs();
      progress.expect(spec.withEpochs(chosen));
      further.addAll(List.of("--epochs", String.valueOf(chosen)));
    }
    if (out == null) {
      further.addAll(List.of("--out", folder.toString()));
    }
    return trial.run(folder, CommandWords.of(command, further), progress);
  }

  /** The minutes to train for; empty: as many epochs as the spec says. */
  OptionalDouble time() {
    if (minutes != null && !(minutes > 0 && Double.isFinite(minutes))) {
      throw new InputException(
          "--minutes " + minutes, "expected more than 0", "leave it out, or give --epochs");
    }
    ParseResult typed = command.commandLine().getParseResult();
    // An --epochs that stands in the user's defaults does not outdo minutes that are typed.
    boolean counted =
        epochs != null
            && (typed.hasMatchedOption("--epochs") || !typed.hasMatchedOption("--minutes"));
    if (counted) {
      return OptionalDouble.empty();
    }
    if (minutes != null) {
      return OptionalDouble.of(minutes);
    }
    return which.run == null ? recipe.minutes(model) : OptionalDouble.empty();
  }

  @Override
  public RunRecord resume(Path folder, TrainingProgress progress) throws IOException {
    progress.expect(RunFolder.open(folder).record().classifier());
    return Trial.resume(folder, progress);
  }

  /** The recipe's defaults, and over them what was given. */
  ClassificationSpec spec() {
    ClassificationSpec spec = with(defaults(), labels, (s, v) -> s.withLabels(LabelFile.of(v)));
    spec = with(spec, hidden, (s, v) -> s.with(s.network().withHidden(v)));
    spec = with(spec, filters, (s, v) -> s.with(s.network().withFilters(v)));
    spec = with(spec, batchNorm, (s, v) -> s.with(s.network().withBatchNormalisation(v)));
    spec = with(spec, dropout, (s, v) -> s.with(s.network().withDropout(v)));
    spec = with(spec, augment, (s, v) -> s.with(augmented(s, v)));
    spec = with(spec, schedule, (s, v) -> s.with(s.method().withSchedule(v)));
    spec = with(spec, batchSize, (s, v) -> s.with(s.training().withBatchSize(v)));
    spec = with(spec, learningRate, (s, v) -> s.with(s.training().withLearningRate(v)));
    spec = with(spec, epochs, ClassificationSpec::withEpochs);
    spec = with(spec, patience, (s, v) -> s.with(s.training().withPatience(v)));
    spec = with(spec, validationFraction, (s, v) -> s.with(s.training().withValidationFraction(v)));
    spec = with(spec, seed, (s, v) -> s.with(s.training().withSeed(v)));
    return with(spec, threads, (s, v) -> s.with(s.training().withThreads(v)));
  }

  private static ClassificationSpec.Method augmented(ClassificationSpec spec, boolean wanted) {
    return spec.method().withAugmentation(Recipe.augmentation(spec.network().kind(), wanted));
  }

  private static <T> ClassificationSpec with(
      ClassificationSpec spec,
      @Nullable T given,
      BiFunction<ClassificationSpec, T, ClassificationSpec> wither) {
    return given == null ? spec : wither.apply(spec, given);
  }

  private ClassificationSpec defaults() {
    if (which.run != null) {
      if (model != Kind.MLP) {
        throw new InputException(
            "--model cnn", "convolves images, not latents", "give --data, or --model mlp");
      }
      return recipe.ofLatents(which.run, RunFolder.open(which.run).record().autoencoder());
    }
    DataArguments data = which.data;
    if (data == null) {
      throw new InputException("RUN", "none given", "name a run, or give --data");
    }
    return recipe.ofPixels(model, data.spec());
  }

  @Override
  public Path folder() {
    if (out != null) {
      return out;
    }
    if (which.run != null) {
      return new RunFolder(which.run).classifier().path();
    }
    String data = which.data == null ? "run" : which.data.name();
    return new RunStore(RunStore.DEFAULT).free(data + "-" + (model == Kind.MLP ? "mlp" : "cnn"));
  }

  @Override
  public void put(Map<String, @Nullable Object> result, RunRecord run) {
    result.put("accuracy", run.results().accuracy());
    if (run.results().agreement() != null) {
      result.put("agreement", run.results().agreement());
    }
    result.put("left_out", run.leftOut());
  }

  @Override
  public List<List<?>> next(Path folder, RunRecord run) {
    List<Object> predict = new ArrayList<>(List.of("predict", folder));
    predict.addAll(DataArguments.words(run));
    return List.of(predict, List.of("report", folder));
  }
}
