package emaki.paper;

import emaki.experiment.RunFolder;
import emaki.experiment.TrialOptions;
import emaki.experiment.TrialSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The study's systems as emaki commands. Where the study leaves something open (epochs, samples,
 * the mixture's components), it is emaki's defaults or the budget that fill it.
 */
final class Protocol {
  /** The clusters of Table 2, and the seed of their starts. */
  static final List<String> CLUSTERS = List.of("--k", "10", "--seed", "0");

  /** The plain classifier of a run's latents. */
  static final String MLP = "classifier";

  /** The classifier with batch normalisation and dropout. */
  static final String BETTER_MLP = "classifier-batch-norm-dropout";

  /** What the study leaves open of its CNN, as ours has it: chosen on validation images. */
  static final String CNN_CHOICE =
      "Ours: 32, 64 and 128 filters of 3x3, each followed by pooling, and a dense layer of 256, with batch normalisation"
          + " and 25 %% dropout; batches of 128; %d epochs, the learning rate falling by half a cosine.";

  // All that decides a classifier is written out: a user's defaults must not reach the study.
  private static final List<String> MLP_OPTIONS =
      List.of(
          "--hidden",
          "1000,500,500",
          "--schedule",
          "constant",
          "--batch-size",
          "1000",
          "--patience",
          "10");

  /** Every run has one thread, so that runs side by side use the cores best. */
  private static final String THREADS = "1";

  // What an epoch costs, in epochs of the study's autoencoder, and what the rest does.
  private static final double LATENT_MLP_COST = 0.45;
  private static final double PIXEL_MLP_COST = 0.9;
  private static final double CNN_COST = 8;
  private static final double CLUSTER_COST = 1.5;
  private static final double START_COST = 0.4;

  /** Epochs after which early stopping usually ends a classifier. */
  private static final int USUAL_EPOCHS = 25;

  private final PaperFolder folder;
  private final PaperOptions options;

  Protocol(PaperFolder folder, PaperOptions options) {
    this.folder = folder;
    this.options = options;
  }

  PaperFolder folder() {
    return folder;
  }

  Budget budget() {
    return options.budget();
  }

  boolean isStudyData() {
    return options.isStudyData();
  }

  /** Seeds of what is compared pair by pair. */
  List<Long> pairedSeeds() {
    return seeds(options.budget().pairedSeeds());
  }

  /** Seeds of every other table. */
  List<Long> seeds() {
    return seeds(options.budget().seeds());
  }

  private List<Long> seeds(int usual) {
    int n = options.seeds() == null ? usual : options.seeds();
    return LongStream.range(0, n).boxed().toList();
  }

  RunFolder plain(int k, long seed) {
    return folder.run("plain-k%d-seed%d".formatted(k, seed));
  }

  RunFolder shaped(Shape shape, long seed) {
    return folder.run("%s-seed%d".formatted(shape.id(), seed));
  }

  RunFolder pixels(String name, long seed) {
    return folder.run("%s-seed%d".formatted(name, seed));
  }

  static RunFolder classifier(RunFolder run, String name) {
    return new RunFolder(run.path().resolve(name));
  }

  /** The study's stacked autoencoder and a classifier of its latents. */
  Job classifiedLatents(int k, long seed, String classifier) {
    RunFolder run = plain(k, seed);
    List<String> words = new ArrayList<>(List.of(run.path().toString()));
    words.addAll(MLP_OPTIONS);
    words.addAll(
        classifier.equals(BETTER_MLP)
            ? List.of("--batch-norm", "--dropout", "0.25")
            : List.of("--no-batch-norm", "--dropout", "0"));
    int epochs = budget().mlpEpochs();
    words.addAll(classifierOptions(epochs, seed));
    return new Job(
        name(run),
        seed,
        List.of(
            train(run, Shape.NONE, k, seed),
            new Step(
                Step.Kind.CLASSIFY,
                classifier(run, classifier),
                words,
                START_COST + LATENT_MLP_COST * Math.min(epochs, USUAL_EPOCHS))));
  }

  /** A 3-D autoencoder drawn towards a shape. */
  Job shapedLatents(Shape shape, long seed) {
    RunFolder run = shaped(shape, seed);
    return new Job(name(run), seed, List.of(train(run, shape, 3, seed)));
  }

  /** The same, and its clusters. */
  Job clusteredLatents(Shape shape, long seed) {
    RunFolder run = shaped(shape, seed);
    return shapedLatents(shape, seed)
        .and(
            new Job(
                name(run),
                seed,
                List.of(new Step(Step.Kind.CLUSTER, run, CLUSTERS, CLUSTER_COST))));
  }

  /** An MLP on pixels. */
  Job pixelMlp(long seed) {
    int epochs = budget().mlpEpochs();
    return pixelJob(
        "mlp-pixels",
        seed,
        Stream.concat(
                Stream.of("--model", "mlp", "--no-batch-norm", "--dropout", "0"),
                MLP_OPTIONS.stream())
            .toList(),
        epochs,
        PIXEL_MLP_COST * Math.min(epochs, USUAL_EPOCHS));
  }

  /** The CNN on pixels. */
  Job cnn(long seed) {
    int epochs = budget().cnnEpochs();
    return pixelJob(
        "cnn",
        seed,
        List.of(
            "--model",
            "cnn",
            "--filters",
            "32,64,128",
            "--batch-norm",
            "--dropout",
            "0.25",
            "--schedule",
            "cosine",
            "--batch-size",
            "128",
            "--patience",
            "0"),
        epochs,
        CNN_COST * epochs);
  }

  private Job pixelJob(
      String name, long seed, List<String> network, int epochs, double trainingCost) {
    RunFolder run = pixels(name, seed);
    List<String> words = data();
    words.addAll(List.of("--validation-fraction", "0.1"));
    words.addAll(network);
    words.addAll(classifierOptions(epochs, seed));
    return new Job(
        name(run),
        seed,
        List.of(new Step(Step.Kind.CLASSIFY, run, words, START_COST + trainingCost)));
  }

  private static List<String> classifierOptions(int epochs, long seed) {
    return List.of(
        "--recipe",
        "study",
        "--no-augment",
        "--learning-rate",
        "0.001",
        "--epochs",
        String.valueOf(epochs),
        "--seed",
        String.valueOf(seed),
        "--threads",
        THREADS);
  }

  private Step train(RunFolder run, Shape shape, int k, long seed) {
    List<String> words = new ArrayList<>();
    TrialOptions.of(spec(shape, k, seed))
        .forEach((name, value) -> words.addAll(List.of("--" + name, value)));
    words.addAll(dataDir());
    return new Step(Step.Kind.TRAIN, run, words, START_COST + budget().autoencoderEpochs());
  }

  /** An autoencoder's spec, every option of it. */
  TrialSpec spec(Shape shape, int k, long seed) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("data", options.data());
    values.put("prior", shape.prior());
    values.put("sigma", TrialOptions.text(shape.sigma()));
    values.put("lambda", TrialOptions.text(shape.lambda()));
    values.put("latent-dim", String.valueOf(k));
    values.put("epochs", String.valueOf(budget().autoencoderEpochs()));
    values.put("seed", String.valueOf(seed));
    values.put("threads", THREADS);
    return TrialOptions.spec(values);
  }

  private List<String> data() {
    List<String> words = new ArrayList<>(List.of("--data", options.data()));
    words.addAll(dataDir());
    return words;
  }

  private List<String> dataDir() {
    return options.dataDir() == null
        ? List.of()
        : List.of("--data-dir", options.dataDir().toString());
  }

  private static String name(RunFolder run) {
    return String.valueOf(run.path().getFileName());
  }
}
