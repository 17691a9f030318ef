package emaki.trial;

import emaki.data.Splits;
import emaki.model.Classifier;
import emaki.run.ClassificationSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.RunRecord.Results;
import emaki.train.Classification;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Classes of images, learnt by a classifier. */
record ClassesSubject(ClassificationSpec spec, Material material) implements Subject {

  static ClassesSubject load(ClassificationSpec spec, @Nullable Path dataDir) {
    Material material = Material.of(spec, dataDir, null);
    // Before a folder is claimed: not every network fits every material.
    material.network(spec).close();
    return new ClassesSubject(spec, material);
  }

  static ClassesSubject loadAgain(ClassificationSpec spec, DatasetRecord dataset) {
    return new ClassesSubject(spec, Material.of(spec, null, dataset));
  }

  @Override
  public DatasetRecord dataset() {
    return material.dataset();
  }

  @Override
  public Splits splits() {
    return material.splits();
  }

  @Override
  public Learner build() {
    Classifier model = material.network(spec);
    return new Taught(
        this,
        model,
        new Classification(
            model,
            material.training(spec, model),
            material.plain(spec),
            material.labels(),
            spec.training().seed()));
  }

  /** The classifier. */
  private record Taught(ClassesSubject subject, Classifier model, Classification objective)
      implements Learner {
    @Override
    public Results score(RunFolder run, Results results) throws IOException {
      model.save(run.modelFile());
      Material material = subject.material;
      float[] probabilities =
          model.probabilities(
              material.plain(subject.spec), material.size(), subject.spec.training().batchSize());
      ClassifierScores scores =
          new ClassifierScores(
              probabilities, material.labels(), material.splits(), material.classNames());
      scores.write(run);
      return results.with(scores.accuracy());
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
