package emaki.trial;

import emaki.data.AtomicFile;
import emaki.data.Dataset;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.data.Views;
import emaki.model.Autoencoder;
import emaki.model.Classifier;
import emaki.model.ClassifierSpec;
import emaki.model.FeatureBatch;
import emaki.model.Inputs;
import emaki.model.PixelBatch;
import emaki.model.Standardisation;
import emaki.model.ViewBatch;
import emaki.run.ClassificationSpec;
import emaki.run.ImageNames;
import emaki.run.LabelFile;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.RunRecord.Results;
import emaki.run.TrainingSpec;
import emaki.train.Classification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Classes of images, learnt by a classifier from the pixels of a data set or the latents of a run.
 *
 * @param dataset as runs record it
 * @param images null where latents are enough
 * @param latents null where it is pixels
 * @param labels [n], -1: none, in no split
 * @param names by label; fewer where labels name themselves
 * @param splits of the rows
 * @param own the data's labels where these are others; null where they are its own
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ClassesSubject(
    ClassificationSpec spec,
    DatasetRecord dataset,
    @Nullable ImageSet images,
    @Nullable Latents latents,
    int[] labels,
    List<String> names,
    Splits splits,
    @Nullable OwnLabels own)
    implements Subject {

  static ClassesSubject load(ClassificationSpec spec, @Nullable Path dataDir) throws IOException {
    LabelFile given = spec.labels();
    ClassesSubject subject = of(spec, dataDir, null, given == null ? null : Path.of(given.file()));
    // Before a folder is claimed: not every network fits every material.
    subject.network().close();
    return subject;
  }

  static ClassesSubject loadAgain(ClassificationSpec spec, RunFolder run, DatasetRecord dataset)
      throws IOException {
    return of(spec, null, dataset, run.labelsFile());
  }

  /**
   * Reads what a spec names.
   *
   * @param dataDir where to look for known datasets first; null: the usual places
   * @param known what the run began with, which the data must still be; null: a new run
   * @param labels the file of those that the spec gives
   * @throws InputException where there are no labels, or not enough of them
   */
  private static ClassesSubject of(
      ClassificationSpec spec,
      @Nullable Path dataDir,
      @Nullable DatasetRecord known,
      @Nullable Path labels)
      throws IOException {
    ClassesSubject subject;
    List<String> files;
    if (spec.source() != null) {
      RunFolder source = RunFolder.open(Path.of(spec.source()));
      subject = ofLatents(spec, source);
      files = source.files();
    } else {
      Dataset data = known != null ? known.loadAgain(spec) : spec.data().load(dataDir);
      Splits splits = spec.training().splits(data);
      ImageSet images = data.images();
      DatasetRecord dataset = known != null ? known : DatasetRecord.of(data, spec, dataDir);
      List<String> names = dataset.classNames();
      subject =
          new ClassesSubject(spec, dataset, images, null, images.labels(), names, splits, null);
      files = images.files();
    }
    if (spec.labels() != null && labels != null) {
      subject = subject.with(spec.labels().read(labels, subject.labels.length, files));
    }
    subject.requireLabels();
    return subject;
  }

  /** The latents of a run, in the run's own splits; the images too where they are augmented. */
  private static ClassesSubject ofLatents(ClassificationSpec spec, RunFolder run) {
    DatasetRecord dataset = run.record().dataset();
    Latents latents = run.latents();
    ImageSet images =
        spec.method().augmentation().equals(Views.NONE) ? null : dataset.loadAgain(spec).images();
    Splits splits = Splits.of(latents.split());
    return new ClassesSubject(
        spec, dataset, images, latents, latents.labels(), dataset.classNames(), splits, null);
  }

  /** The same with other labels, and without the images that have none. */
  private ClassesSubject with(ImageNames given) {
    int[] others = given.labels();
    Splits named = splits.only(row -> others[row] >= 0);
    OwnLabels before = new OwnLabels(labels, splits);
    return new ClassesSubject(
        spec, dataset, images, latents, others, given.classNames(), named, before);
  }

  @Override
  public void keep(RunFolder run) throws IOException {
    LabelFile given = spec.labels();
    if (given != null) {
      AtomicFile.write(run.labelsFile(), out -> Files.copy(Path.of(given.file()), out));
    }
  }

  private void requireLabels() {
    int without = (int) IntStream.of(labels).filter(label -> label < 0).count();
    if (spec.labels() != null) {
      requireNamed();
    } else if (without > 0) {
      throw new InputException(
          dataset.name(),
          without == labels.length
              ? "has no labels"
              : "%d of its %d images have no label".formatted(without, labels.length),
          "a classifier learns from labels; give images in a sub-folder a class, or with labels");
    }
    boolean[] learnt = new boolean[classes()];
    for (int row : splits.rows(Split.TRAIN)) {
      learnt[labels[row]] = true;
    }
    if (IntStream.range(0, learnt.length).filter(c -> learnt[c]).count() < 2) {
      throw new InputException(
          from(), "its training images are all of one class", "give images of two classes or more");
    }
    for (int label : labels) {
      if (label >= 0 && !learnt[label]) {
        throw new InputException(
            from(),
            "class %s has no training image".formatted(classNames().get(label)),
            "give some, or leave the class out");
      }
    }
  }

  private void requireNamed() {
    for (Split split : Split.values()) {
      if (splits.rows(split).length == 0) {
        throw new InputException(
            from(),
            "names none of the %s images".formatted(split.key()),
            "name images all over the data");
      }
    }
  }

  /** Where the labels are from. */
  private String from() {
    return spec.labels() == null ? dataset.name() : spec.labels().file();
  }

  private int classes() {
    return Math.max(2, IntStream.of(labels).max().orElse(0) + 1);
  }

  private List<String> classNames() {
    return names.size() >= classes()
        ? names.subList(0, classes())
        : IntStream.range(0, classes()).mapToObj(String::valueOf).toList();
  }

  @Override
  public Learner build() {
    Classifier model = network();
    return new Taught(
        this,
        model,
        new Classification(model, augmented(model), plain(), labels, spec.training().seed()));
  }

  /** With random weights. */
  private Classifier network() {
    TrainingSpec training = spec.training();
    if (latents == null) {
      ImageSet pixels = Objects.requireNonNull(images);
      ClassifierSpec shape =
          spec.network().of(pixels.height(), pixels.width(), pixels.channels(), classes());
      Standardisation none = Standardisation.none();
      return Classifier.ofPixels(
          shape, pixels, none, classNames(), training.seed(), training.threads());
    }
    ClassifierSpec shape = spec.network().of(1, 1, latents.dimension(), classes());
    Standardisation inputs =
        Standardisation.ofColumns(latents.select(splits.rows(Split.TRAIN)), latents.dimension());
    RunFolder run = RunFolder.open(Path.of(Objects.requireNonNull(spec.source())));
    try (Autoencoder autoencoder = run.model()) {
      return Classifier.ofLatents(
          shape, autoencoder, inputs, classNames(), training.seed(), training.threads());
    }
  }

  /** What the network is given in training. */
  private Inputs augmented(Classifier classifier) {
    Views views = spec.method().augmentation();
    if (images == null || views.equals(Views.NONE)) {
      return plain();
    }
    TrainingSpec training = spec.training();
    Inputs augmented = new ViewBatch(images, views, 1, training.seed(), most(), training.threads());
    // The encoder stays as it is, and images are new every time.
    return latents == null
        ? augmented
        : (scope, rows, from, count, step) ->
            classifier.features(augmented.load(scope, rows, from, count, step));
  }

  /** The same as it is. */
  private Inputs plain() {
    return latents == null
        ? new PixelBatch(Objects.requireNonNull(images), most())
        : new FeatureBatch(latents.values(), latents.dimension());
  }

  /** Images in a batch. */
  private int most() {
    return Math.min(labels.length, spec.training().batchSize());
  }

  /** The classifier. */
  private record Taught(ClassesSubject subject, Classifier model, Classification objective)
      implements Learner {
    @Override
    public Results score(RunFolder run, Results results) throws IOException {
      model.save(run.modelFile());
      int[] labels = subject.labels;
      float[] probabilities =
          model.probabilities(subject.plain(), labels.length, subject.spec.training().batchSize());
      ClassifierScores scores =
          new ClassifierScores(probabilities, labels, subject.splits, subject.classNames());
      scores.write(run);
      return results.with(
          scores.accuracy(),
          subject.own == null ? null : subject.own.agreement(labels, scores.predicted()));
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
