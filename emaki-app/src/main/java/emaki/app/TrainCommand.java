package emaki.app;

import emaki.data.DatasetOptions;
import emaki.data.InputException;
import emaki.divergence.Divergences;
import emaki.export.EventLog;
import emaki.part.Parts;
import emaki.prior.Priors;
import emaki.run.NetworkSpec;
import emaki.run.NumberOrAuto;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunStore;
import emaki.run.ShellWords;
import emaki.run.TrainingSpec;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.train.Objectives;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code emaki train}. */
@Command(
    name = "train",
    description = "Train an autoencoder whose latents take the shape of a prior.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki train --data kana:300 --prior swiss-roll --epochs 5 --out runs/roll",
      "  emaki train --data kana:300 --epochs 5 --out runs/plain",
      "  emaki train --resume runs/roll",
      "",
      "With images of your own in FOLDER, a shape of your own, or encoders that learn from views:",
      "  emaki train --data FOLDER --resize 64x64 --latent-dim 10",
      "  emaki train --data kana --prior points:my-shape.csv",
      "  emaki train --data kmnist --objective views"
    })
final class TrainCommand implements Callable<Integer>, TrainingSession.Training {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private Console console = new Console();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  @Option(
      names = "--prior",
      paramLabel = "PRIOR",
      description =
          "The shape: ${COMPLETION-CANDIDATES}, with options as in"
              + " gaussian-mixture:components=10,spread=4.",
      completionCandidates = PriorNames.class)
  private String prior = "";

  @Option(
      names = "--sigma",
      description =
          "Width of the Parzen kernel: pairs see exp(-d^2 / (4 sigma^2)). auto: it falls from the"
              + " prior's radius to how far its points are apart. Default ${DEFAULT-VALUE}.",
      paramLabel = "auto|NUMBER",
      converter = AutoConverter.class)
  private NumberOrAuto sigma = NumberOrAuto.AUTO;

  @Option(
      names = "--lambda",
      description =
          "Weight of the divergence beside the reconstruction error. auto: a share of that error,"
              + " more in long trainings."
              + " Default ${DEFAULT-VALUE}.",
      paramLabel = "auto|NUMBER",
      converter = AutoConverter.class)
  private NumberOrAuto lambda = NumberOrAuto.AUTO;

  @Option(
      names = "--divergence",
      paramLabel = "DIVERGENCE",
      description = "Of latents and prior: ${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.",
      completionCandidates = DivergenceNames.class)
  private String divergence = "";

  @Option(
      names = "--objective",
      paramLabel = "OBJECTIVE",
      description =
          "What training minimises beside the divergence: ${COMPLETION-CANDIDATES}. Default"
              + " ${DEFAULT-VALUE}. views and both have defaults of their own for model, widths, epochs, learning rate and"
              + " patience; views:jitter=0 leaves colours alone.",
      completionCandidates = ObjectiveNames.class)
  private String objective = "";

  @Option(
      names = "--learn-from",
      description =
          "${COMPLETION-CANDIDATES}: the training images, or those of validation and test too, as for"
              + " clusters of all there is. No label is ever seen. Default ${DEFAULT-VALUE}.")
  private ObjectiveSpec.LearnFrom learnFrom = ObjectiveSpec.LearnFrom.TRAINING;

  @Option(
      names = "--latent-dim",
      description = "Dimension of the latents. Default ${DEFAULT-VALUE}.")
  private int latentDim;

  @Option(
      names = "--hidden",
      split = ",",
      description =
          "Widths of an MLP's hidden layers in the encoder; the decoder mirrors them. Default"
              + " ${DEFAULT-VALUE}.")
  private List<Integer> hidden = List.of();

  @Option(
      names = "--model",
      description =
          "${COMPLETION-CANDIDATES}: fully connected or convolutional. Default ${DEFAULT-VALUE}.")
  private NetworkSpec.Model model = NetworkSpec.Model.MLP;

  @Option(names = "--batch-size", description = "Images per step. Default ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      description =
          "Of Adam: one number throughout. auto: 0.003, which tapers off in the last fifth. Default"
              + " ${DEFAULT-VALUE}.",
      paramLabel = "auto|NUMBER",
      converter = AutoConverter.class)
  private NumberOrAuto learningRate = NumberOrAuto.AUTO;

  @Option(names = "--epochs", description = "Most epochs. Default ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--patience",
      description =
          "Epochs without a better validation loss before stopping; 0: never. Default"
              + " ${DEFAULT-VALUE}.")
  private int patience;

  @Option(
      names = "--validation-fraction",
      description = "Share of the training images set aside. Default ${DEFAULT-VALUE}.")
  private double validationFraction;

  @Option(names = "--seed", description = "Of every random draw. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--threads", description = "Of engine and kernels. Default: the machine's cores.")
  private int threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder. Default: runs/DATA-PRIOR-1, -2, ...")
  private @Nullable Path out;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description =
          "Write events for TensorBoard into this folder as training goes; with --resume too.")
  private @Nullable Path tensorboard;

  /** A new run or an old one. */
  static final class Which {
    @ArgGroup(exclusive = false)
    private @Nullable DataArguments data;

    @Option(
        names = "--resume",
        paramLabel = "RUN",
        description =
            "Go on with an interrupted run, to the same bits as if it had not been interrupted.")
    private @Nullable Path resume;
  }

  /** Reads a number or {@code auto}. */
  static final class AutoConverter implements ITypeConverter<NumberOrAuto> {
    @Override
    public NumberOrAuto convert(String text) {
      try {
        return new NumberOrAuto(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is neither a number nor auto".formatted(text));
      }
    }
  }

  /** For help texts and completion. */
  static final class PriorNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Priors.names().iterator();
    }
  }

  static final class DivergenceNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Divergences.names().iterator();
    }
  }

  static final class ObjectiveNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Objectives.names().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    return TrainingSession.run(this, console, command, which.resume);
  }

  @Override
  public RunRecord begin(Path folder, TrainingProgress progress) throws IOException {
    TrialSpec spec = spec();
    progress.expect(spec);
    Trial trial = Trial.of(spec, data().dataDir());
    console.say(trial.remarks());
    String words =
        CommandWords.of(command, out == null ? List.of("--out", folder.toString()) : List.of());
    return logged(folder, false, progress, listener -> trial.run(folder, words, listener));
  }

  /** Work that tells a listener how it goes. */
  private interface Work {
    RunRecord tell(TrainingListener listener) throws IOException;
  }

  private RunRecord logged(Path folder, boolean resumed, TrainingProgress progress, Work work)
      throws IOException {
    if (tensorboard == null) {
      return work.tell(progress);
    }
    try (EventLog log = EventLog.in(tensorboard, resumed, progress)) {
      RunRecord run = work.tell(log);
      log.finish(RunFolder.open(folder), run);
      return run;
    }
  }

  @Override
  public List<String> again() {
    return tensorboard == null
        ? List.of()
        : List.of("--tensorboard", ShellWords.file(tensorboard.toString()));
  }

  @Override
  public RunRecord resume(Path folder, TrainingProgress progress) throws IOException {
    progress.expect(RunFolder.open(folder).record().autoencoder());
    return logged(folder, true, progress, listener -> Trial.resume(folder, listener));
  }

  /**
   * Checks the options as a run would, but reads no images.
   *
   * @throws InputException where the run would be refused
   */
  void check() {
    TrialSpec spec = spec();
    spec.objective()
        .requireTakes(Priors.parse(spec.objective().prior(), spec.network().latentDim()));
    DatasetOptions.of(data().dataDir(), spec.data().resize());
  }

  /**
   * What the options say; those that were not given are as the objective has them, else as the
   * spec.
   *
   * @throws InputException where one is out of its range, or was given for nothing
   */
  TrialSpec spec() {
    TrialSpec said =
        new TrialSpec(
            data().spec(),
            new ObjectiveSpec(prior, sigma, lambda, divergence, objective, learnFrom),
            new NetworkSpec(latentDim, hidden, model),
            new TrainingSpec(
                batchSize, learningRate, epochs, patience, validationFraction, seed, threads));
    Map<String, String> own = new LinkedHashMap<>(Objectives.defaults(objective));
    Map<String, String> usual = TrialOptions.of(TrialSpec.of(data().name()));
    Map<String, String> options = TrialOptions.of(said);
    own.keySet()
        .removeIf(name -> given(name) || !Objects.equals(usual.get(name), options.get(name)));
    options.putAll(own);
    TrialSpec spec = own.isEmpty() ? said : TrialOptions.spec(options);
    TrialOptions.requireEffect(
        spec, options.keySet().stream().filter(this::given).collect(Collectors.toSet()));
    return spec;
  }

  private boolean given(String name) {
    return command.commandLine().getParseResult().hasMatchedOption("--" + name);
  }

  private DataArguments data() {
    DataArguments data = which.data;
    if (data == null) {
      throw new InputException("--data", "none given", "try --data kana");
    }
    return data;
  }

  @Override
  public Path folder() {
    return out != null
        ? out
        : new RunStore(RunStore.DEFAULT)
            .free(data().name() + "-" + Parts.name(plain() ? prior : objective));
  }

  private boolean plain() {
    return Parts.name(objective).equals(ObjectiveSpec.RECONSTRUCTION);
  }

  @Override
  public void put(Map<String, @Nullable Object> result, RunRecord run) {
    result.put("reconstruction_mse", run.results().reconstructionMse());
    result.put("divergence", run.results().divergence());
  }

  @Override
  public List<List<?>> next(Path folder, RunRecord run) {
    int classes = run.dataset().classes();
    return List.of(
        classes < 2 || !plain()
            ? List.of("cluster", folder, "--method", "islands")
            : List.of("cluster", folder, "--k", classes));
  }
}
