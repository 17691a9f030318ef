package emaki.paper;

import emaki.data.Views;
import emaki.model.ClassifierSpec;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Method;
import emaki.run.ClassificationSpec.Network;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.DataSpec;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFolder;
import emaki.run.TrainingSpec;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.train.LearningRate;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The study's systems as deeds of emaki. Where the study leaves something open (epochs, samples,
 * the mixture's components), it is emaki's defaults or the budget that fill it.
 *
 * @param folder of the runs
 * @param counted how many seeds a table has that usually has so many
 */
record Protocol(PaperFolder folder, PaperOptions options, IntUnaryOperator counted) {
  /** The clusters of Table 2, and the seed of their starts. */
  static final SortedMap<String, String> CLUSTERS =
      Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("k", "10", "seed", "0")));

  /** The plain classifier of a run's latents. */
  static final String MLP = "classifier";

  /** The classifier with batch normalisation and dropout. */
  static final String BETTER_MLP = "classifier-batch-norm-dropout";

  /** The seed of what is shown once. */
  static final long SHOWN = 0;

  /** Every run has one thread, so that runs side by side use the cores best. */
  private static final int THREADS = 1;

  private static final double VALIDATION_FRACTION = 0.1;

  // What an epoch costs, in epochs of the study's autoencoder, and what the rest does.
  private static final double LATENT_MLP_COST = 0.45;
  private static final double PIXEL_MLP_COST = 0.9;
  private static final double CNN_COST = 8;
  private static final double CLUSTER_COST = 1.5;
  private static final double START_COST = 0.4;

  /** Epochs after which early stopping usually ends a classifier. */
  private static final int USUAL_EPOCHS = 25;

  /** What is to be carried out. */
  static Protocol asked(PaperFolder folder, PaperOptions options) {
    Integer asked = options.seeds();
    return new Protocol(folder, options, usual -> asked == null ? usual : asked);
  }

  /**
   * What may be there to be shown: runs of earlier calls that asked for more seeds count too.
   *
   * @param most seeds that any call has asked for
   */
  Protocol shown(int most) {
    return new Protocol(folder, options, usual -> Math.max(usual, most));
  }

  Budget budget() {
    return options.budget();
  }

  /** Seeds of what is compared pair by pair. */
  List<Long> pairedSeeds() {
    return seeds(options.budget().pairedSeeds);
  }

  /** Seeds of every other table. */
  List<Long> seeds() {
    return seeds(options.budget().seeds);
  }

  private List<Long> seeds(int usual) {
    return LongStream.range(0, counted.applyAsInt(usual)).boxed().toList();
  }

  /** The runs of a system with every seed of a table. */
  Runs runs(LongFunction<Job> job) {
    return new Runs(folder, seeds(), job);
  }

  /** The same of what is compared pair by pair. */
  Runs pairedRuns(LongFunction<Job> job) {
    return new Runs(folder, pairedSeeds(), job);
  }

  /** The run of a system that is shown once. */
  Runs shownRun(LongFunction<Job> job) {
    return new Runs(folder, List.of(SHOWN), job);
  }

  /** The 3-D autoencoders drawn towards a shape, which are compared pair by pair. */
  Runs shapedRuns(Regularisation shape) {
    return pairedRuns(seed -> shapedLatents(shape, seed));
  }

  /** The study's stacked autoencoder. */
  Job plainLatents(int k, long seed) {
    return train("plain-k%d-seed%d".formatted(k, seed), Regularisation.NONE, k, seed);
  }

  /** The same, and a classifier of its latents. */
  Job classifiedLatents(int k, long seed, String classifier) {
    Job plain = plainLatents(k, seed);
    Path run = plain.run().path();
    Network network = network(Kind.MLP, classifier.equals(BETTER_MLP));
    ClassificationSpec spec = classification(run.toString(), network, seed);
    return plain.then(
        new Task(
            Task.Kind.CLASSIFY,
            new RunFolder(run.resolve(classifier)),
            spec,
            settings(spec),
            START_COST + LATENT_MLP_COST * Math.min(spec.training().epochs(), USUAL_EPOCHS)));
  }

  /** A 3-D autoencoder drawn towards a shape. */
  Job shapedLatents(Regularisation shape, long seed) {
    return train("%s-seed%d".formatted(shape.id(), seed), shape, 3, seed);
  }

  /** The same, and its clusters. */
  Job clusteredLatents(Regularisation shape, long seed) {
    Job shaped = shapedLatents(shape, seed);
    return shaped.then(new Task(Task.Kind.CLUSTER, shaped.run(), null, CLUSTERS, CLUSTER_COST));
  }

  /** An MLP on pixels. */
  Job pixelMlp(long seed) {
    ClassificationSpec spec = classification(null, network(Kind.MLP, false), seed);
    return pixelJob(
        "mlp-pixels", spec, PIXEL_MLP_COST * Math.min(spec.training().epochs(), USUAL_EPOCHS));
  }

  /** The CNN on pixels. */
  Job cnn(long seed) {
    ClassificationSpec spec = classification(null, network(Kind.CNN, true), seed);
    return pixelJob("cnn", spec, CNN_COST * spec.training().epochs());
  }

  private Job pixelJob(String name, ClassificationSpec spec, double trainingCost) {
    long seed = spec.training().seed();
    String id = "%s-seed%d".formatted(name, seed);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", options.data());
    putDataDir(settings);
    settings.put("model", spec.network().kind().name().toLowerCase(Locale.ROOT));
    settings.put("validation-fraction", TrialOptions.text(spec.training().validationFraction()));
    settings.putAll(settings(spec));
    Task classify =
        new Task(Task.Kind.CLASSIFY, folder.run(id), spec, settings, START_COST + trainingCost);
    return new Job(id, seed, List.of(classify));
  }

  /**
   * A classifier; what its kind does not have is as the defaults were when the study was laid out.
   *
   * @param better with batch normalisation and dropout
   */
  private static Network network(Kind kind, boolean better) {
    List<Integer> filters = List.of(32, 64, 128);
    List<Integer> hidden = ClassifierSpec.Mlp.STUDY_HIDDEN;
    return new Network(kind, hidden, 0, filters, 1, 256, better, better ? 0.25 : 0);
  }

  /** A classifier's spec: an MLP is stopped early, a CNN has all its epochs. */
  private ClassificationSpec classification(@Nullable String source, Network network, long seed) {
    boolean cnn = network.kind() == Kind.CNN;
    TrainingSpec early = training(cnn ? budget().cnnEpochs : budget().mlpEpochs, seed);
    return new ClassificationSpec(
        source,
        DataSpec.of(options.data()),
        null,
        network,
        new Method(Recipe.STUDY, Views.NONE, cnn ? LearningRate.COSINE : LearningRate.CONSTANT, 0),
        cnn ? early.withBatchSize(128).withPatience(0) : early);
  }

  /** All that decides a classifier is written out: a user's defaults must not reach the study. */
  private static Map<String, String> settings(ClassificationSpec spec) {
    Network network = spec.network();
    boolean cnn = network.kind() == Kind.CNN;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(cnn ? "filters" : "hidden", joined(cnn ? network.filters() : network.hidden()));
    settings.put("batch-norm", String.valueOf(network.batchNormalisation()));
    settings.put("dropout", TrialOptions.text(network.dropout()));
    settings.put("recipe", "study");
    settings.put("augment", "false");
    settings.put("schedule", spec.method().schedule().name().toLowerCase(Locale.ROOT));
    settings.put("learning-rate", spec.training().learningRate().toString());
    settings.put("batch-size", String.valueOf(spec.training().batchSize()));
    settings.put("patience", String.valueOf(spec.training().patience()));
    settings.put("epochs", String.valueOf(spec.training().epochs()));
    settings.put("seed", String.valueOf(spec.training().seed()));
    settings.put("threads", String.valueOf(spec.training().threads()));
    return settings;
  }

  private static String joined(List<Integer> widths) {
    return widths.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private Job train(String id, Regularisation shape, int k, long seed) {
    TrialSpec spec = spec(shape, k, seed);
    Map<String, String> settings = TrialOptions.of(spec);
    putDataDir(settings);
    double cost = START_COST + spec.training().epochs();
    Task train = new Task(Task.Kind.TRAIN, folder.run(id), spec, settings, cost);
    return new Job(id, seed, List.of(train));
  }

  /** An autoencoder's spec. */
  TrialSpec spec(Regularisation shape, int k, long seed) {
    return TrialSpec.of(options.data())
        .withLatentDim(k)
        .with(ObjectiveSpec.of(shape.prior()).withSigma(shape.sigma()).withLambda(shape.lambda()))
        .with(training(budget().autoencoderEpochs, seed));
  }

  /** What all runs of the study share, so that a default that moves does not move the study. */
  private static TrainingSpec training(int epochs, long seed) {
    return new TrainingSpec(1000, 1e-3, epochs, 10, VALIDATION_FRACTION, seed, THREADS);
  }

  private void putDataDir(Map<String, String> settings) {
    if (options.dataDir() != null) {
      settings.put("data-dir", options.dataDir().toString());
    }
  }
}
