package emaki.trial;

import emaki.data.Dataset;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.model.AugmentedBatch;
import emaki.model.Autoencoder;
import emaki.model.Classifier;
import emaki.model.ClassifierSpec;
import emaki.model.FeatureBatch;
import emaki.model.Inputs;
import emaki.model.PixelBatch;
import emaki.model.Standardisation;
import emaki.run.ClassificationSpec;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord.DatasetRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier learns from: the pixels of a data set, or the latents of a run.
 *
 * @param dataset as runs record it
 * @param images null where latents are enough
 * @param latents null where it is pixels
 * @param labels [n]
 * @param splits of the rows
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Material(
    DatasetRecord dataset,
    @Nullable ImageSet images,
    @Nullable Latents latents,
    int[] labels,
    Splits splits) {

  /**
   * Reads what a spec names.
   *
   * @param known what the run began with, which the data must still be; null: a new run
   * @throws InputException where there are no labels, or not enough of them
   */
  static Material of(
      ClassificationSpec spec, @Nullable Path dataDir, @Nullable DatasetRecord known) {
    if (spec.source() != null) {
      return ofLatents(spec, RunFolder.open(Path.of(spec.source())));
    }
    Dataset data = known != null ? known.loadAgain(spec) : spec.data().load(dataDir);
    Splits splits = spec.training().splits(data);
    return checked(
        new Material(
            known != null ? known : DatasetRecord.of(data, spec, dataDir),
            data.images(),
            null,
            data.images().labels(),
            splits));
  }

  /** The latents of a run, in the run's own splits; the images too where they are augmented. */
  private static Material ofLatents(ClassificationSpec spec, RunFolder run) {
    DatasetRecord dataset = run.record().dataset();
    Latents latents = run.latents();
    ImageSet images =
        spec.method().augmentation().isNone() ? null : dataset.loadAgain(spec).images();
    return checked(
        new Material(dataset, images, latents, latents.labels(), Splits.of(latents.split())));
  }

  private static Material checked(Material material) {
    String name = material.dataset.name();
    int[] labels = material.labels;
    int without = (int) Arrays.stream(labels).filter(label -> label < 0).count();
    if (without > 0) {
      throw new InputException(
          name,
          without == labels.length
              ? "has no labels"
              : "%d of its %d images have no label".formatted(without, labels.length),
          "a classifier learns from labels; give images in a sub-folder a class, or with labels");
    }
    boolean[] learnt = new boolean[material.classes()];
    for (int row : material.splits.rows(Split.TRAIN)) {
      learnt[labels[row]] = true;
    }
    if (IntStream.range(0, learnt.length).filter(c -> learnt[c]).count() < 2) {
      throw new InputException(
          name, "its training images are all of one class", "give images of two classes or more");
    }
    for (int label : labels) {
      if (!learnt[label]) {
        throw new InputException(
            name,
            "class %s has no training image".formatted(material.classNames().get(label)),
            "give some, or leave the class out");
      }
    }
    return material;
  }

  int classes() {
    return Math.max(2, Arrays.stream(labels).max().orElse(0) + 1);
  }

  List<String> classNames() {
    List<String> names = dataset.classNames();
    return names.size() >= classes()
        ? names.subList(0, classes())
        : IntStream.range(0, classes()).mapToObj(String::valueOf).toList();
  }

  int size() {
    return labels.length;
  }

  /** A network for this, with random weights. */
  Classifier network(ClassificationSpec spec) {
    if (latents == null) {
      ImageSet pixels = java.util.Objects.requireNonNull(images);
      ClassifierSpec shape =
          spec.network().of(pixels.height(), pixels.width(), pixels.channels(), classes());
      return Classifier.ofPixels(
          shape,
          pixels,
          Standardisation.none(),
          classNames(),
          spec.training().seed(),
          spec.training().threads());
    }
    ClassifierSpec shape = spec.network().of(1, 1, latents.dimension(), classes());
    Standardisation inputs =
        Standardisation.ofColumns(latents.select(splits.rows(Split.TRAIN)), latents.dimension());
    RunFolder run = RunFolder.open(Path.of(java.util.Objects.requireNonNull(spec.source())));
    try (Autoencoder autoencoder = run.model()) {
      return Classifier.ofLatents(
          shape,
          autoencoder,
          inputs,
          classNames(),
          spec.training().seed(),
          spec.training().threads());
    }
  }

  /** What the network is given in training. */
  Inputs training(ClassificationSpec spec, Classifier classifier) {
    if (images == null || spec.method().augmentation().isNone()) {
      return plain(spec);
    }
    Inputs augmented =
        new AugmentedBatch(images, spec.method().augmentation(), spec.training().seed());
    // The encoder stays as it is, and images are new every time.
    return latents == null
        ? augmented
        : (scope, rows, from, count, step) ->
            classifier.features(augmented.load(scope, rows, from, count, step));
  }

  /** The same as it is. */
  Inputs plain(ClassificationSpec spec) {
    return latents == null
        ? new PixelBatch(
            java.util.Objects.requireNonNull(images), Math.min(size(), spec.training().batchSize()))
        : new FeatureBatch(latents.values(), latents.dimension());
  }
}
