package emaki.app.explore;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Streams;
import emaki.divergence.ParzenDensity;
import emaki.eval.ContingencyTable;
import emaki.eval.MatchedAccuracy;
import emaki.eval.PrincipalComponents;
import emaki.kernel.FastGaussianSums;
import emaki.kernel.Points;
import emaki.model.Autoencoder;
import emaki.prior.Chart;
import emaki.prior.Prior;
import emaki.report.ClusterExamples;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.Clusterings;
import emaki.run.KeptMap;
import emaki.run.Latents;
import emaki.run.RunChart;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.trial.PredictedLabels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A finished run that somebody looks at: what the library makes of its files, kept in memory. */
final class OpenRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenRun.class);

  /** Points of the prior's cloud, and axes on which spaces of more dimensions are shown. */
  private static final int PRIOR_POINTS = 20_000;

  private static final int SHOWN_AXES = 3;

  /** Above these, tables of classes have no row for each number. */
  private static final int MOST_CLASSES = 256;

  private final RunFolder folder;
  private final RunRecord record;
  private final Latents latents;
  private final Lazy<ImageSet> images;
  private final Lazy<Autoencoder> model;
  private final Lazy<Chart> chart;
  private final Lazy<PrincipalComponents> components;
  private final Lazy<float[]> errors;
  private final Lazy<float[]> density;
  private final Annotations annotations;
  private final MapMaking map;

  /** By a clustering's name and when it was made. */
  private final Map<String, List<ClusterExamples>> examples = new HashMap<>();

  private boolean closed;

  OpenRun(RunFolder folder, Supplier<ImageSet> images) {
    this.folder = folder;
    this.record = folder.record();
    this.latents = folder.latents();
    this.annotations = new Annotations(folder, latents.size());
    float[] kept = latents.error();
    this.images = new Lazy<>(images);
    this.model = new Lazy<>(folder::model);
    this.chart = new Lazy<>(() -> RunChart.of(folder, () -> latents));
    this.components =
        new Lazy<>(() -> PrincipalComponents.of(latents.values(), latents.dimension()));
    this.map = new MapMaking(this::makeMap);
    this.density =
        new Lazy<>(
            () ->
                ParzenDensity.relative(
                    new Points(latents.values(), latents.dimension()),
                    Runtime.getRuntime().availableProcessors()));
    this.errors = new Lazy<>(() -> kept != null ? kept : errors(folder, images()));
  }

  /**
   * For runs that kept none, by a model of its own: this takes seconds, in which the other must go
   * on answering.
   */
  private static float[] errors(RunFolder folder, ImageSet images) {
    try (Autoencoder model = folder.model()) {
      return model.reconstructionErrors(images);
    }
  }

  RunRecord record() {
    return record;
  }

  Latents latents() {
    return latents;
  }

  ImageSet images() {
    return images.get();
  }

  Chart chart() {
    return chart.get();
  }

  Optional<Prior> prior() {
    return folder.prior(record.autoencoder());
  }

  /** The run's clusterings as they are now. */
  Clusterings.Listing clusterings() {
    return folder.clusterings().list(latents);
  }

  /** Which cluster each image is in, [n], -1: noise. */
  int[] clusters(ClusteringRecord clustering) {
    return folder.clusterings().labels(clustering, latents);
  }

  /** What a person called the clusters, [k]; no list where the file of names is damaged. */
  List<String> names(ClusteringRecord clustering) {
    Path file = folder.clusterings().namesFile(clustering.name());
    try {
      return Files.exists(file) ? ClusterNames.soFar(file, clustering).byCluster() : List.of();
    } catch (InputException e) {
      LOG.debug("the page that names them says so", e);
      return List.of();
    }
  }

  /** What shows a person what each cluster is, [k]. */
  synchronized List<ClusterExamples> examples(ClusteringRecord clustering) {
    return examples.computeIfAbsent(
        clustering.name() + " " + clustering.created(),
        made -> ClusterExamples.of(latents, clusters(clustering), clustering.k()));
  }

  /**
   * The cluster that is matched to each class, as the accuracy counts it; null where there are no
   * labels, or more classes than can be looked at.
   */
  int @Nullable [] matching(ClusteringRecord clustering) {
    int classes = Arrays.stream(latents.labels()).max().orElse(-1) + 1;
    if (classes == 0 || classes > MOST_CLASSES) {
      return null;
    }
    int[] order =
        MatchedAccuracy.order(ContingencyTable.of(latents.labels(), clusters(clustering)));
    return Arrays.copyOf(order, classes);
  }

  /** What is known of the images besides their latents, as it is now. */
  Annotations.Known annotations() {
    return annotations.now();
  }

  /** The reconstruction error of every image, [n]. */
  float[] errors() {
    return errors.get();
  }

  /**
   * How dense latents lie around each of them, [n]; 1 is as dense as the mean. Empty in more
   * dimensions than three, where it takes every pair of them.
   */
  Optional<float[]> density() {
    return latents.dimension() <= FastGaussianSums.MOST_DIMENSIONS
        ? Optional.of(density.get())
        : Optional.empty();
  }

  /** The latents' mean and first principal axes, row-major [1 + min(dimension, 3), dimension]. */
  float[] axes() {
    return axes(components.get(), latents.dimension());
  }

  /** The same of a snapshot's latents. */
  static float[] axes(float[] latents, int dimension) {
    return axes(PrincipalComponents.of(latents, dimension), dimension);
  }

  private static float[] axes(PrincipalComponents components, int dimension) {
    return components.meanAndAxes(Math.min(SHOWN_AXES, dimension));
  }

  /** The share of the variance that lies along each of these axes. */
  float[] variance() {
    double[] along = components.get().variances();
    double all = Math.max(Double.MIN_NORMAL, Arrays.stream(along).sum());
    float[] shares = new float[Math.min(SHOWN_AXES, along.length)];
    for (int d = 0; d < shares.length; d++) {
      shares[d] = (float) (along[d] / all);
    }
    return shares;
  }

  /** The latents' neighbour map. */
  MapMaking map() {
    return map;
  }

  private float[] makeMap(DoubleConsumer sought, DoubleConsumer done) {
    return new KeptMap(folder)
        .of(
            latents.points(),
            () -> components.get().project(latents.values(), 2),
            Runtime.getRuntime().availableProcessors(),
            sought,
            done);
  }

  /** A sample of the prior, the same every time; empty where there is none. */
  float[] priorSample() {
    return priorSample(folder, Math.min(PRIOR_POINTS, latents.size()));
  }

  /** The same for a run that may not have latents yet. */
  static float[] priorSample(RunFolder run, int points) {
    return run.prior(run.record().autoencoder())
        .map(p -> p.sample(points, Streams.of(0, "explore")))
        .orElseGet(() -> new float[0]);
  }

  /** What the classifier in {@code RUN/classifier} says of images; empty where there is none. */
  Optional<PredictedLabels> predicted(ImageSet unknown) {
    RunFolder classifier = folder.classifier();
    return Files.isRegularFile(classifier.classificationFile())
        ? Optional.of(PredictedLabels.of(classifier, unknown))
        : Optional.empty();
  }

  /**
   * Uses the model, which serves one at a time. A request that came before the end is still served.
   */
  <T> T with(Function<Autoencoder, T> use) {
    synchronized (model) {
      if (!closed) {
        return use.apply(model.get());
      }
    }
    try (Autoencoder last = folder.model()) {
      return use.apply(last);
    }
  }

  /** Loads the model in the background: whoever decodes first need not wait for it. */
  void prepare() {
    Thread loading =
        new Thread(
            () -> {
              try {
                with(loaded -> loaded.decode(new float[latents.dimension()]));
              } catch (RuntimeException e) {
                LOG.debug("the model will say so when it is asked", e);
              }
            },
            "emaki-model");
    loading.setDaemon(true);
    loading.start();
  }

  @Override
  public void close() {
    synchronized (model) {
      closed = true;
      model.ifMade(Autoencoder::close);
    }
  }
}
