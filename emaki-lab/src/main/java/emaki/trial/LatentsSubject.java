package emaki.trial;

import emaki.data.Dataset;
import emaki.data.Splits;
import emaki.divergence.Divergence;
import emaki.divergence.KernelWidth;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.run.RunFolder;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.RunRecord.Results;
import emaki.run.TrialSpec;
import emaki.train.LatentObjective;
import emaki.train.ObjectivePart;
import emaki.train.Objectives;
import emaki.train.Regulariser;
import emaki.train.TrainOptions;
import emaki.train.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Latents of images, learnt by the objective of the spec. */
record LatentsSubject(
    TrialSpec spec,
    Dataset data,
    DatasetRecord dataset,
    Splits splits,
    Optional<Prior> prior,
    AutoencoderSpec shape)
    implements Subject {

  static LatentsSubject load(TrialSpec spec, @Nullable Path dataDir) {
    Dataset data = spec.data().load(dataDir);
    Splits splits = spec.splits(data);
    Optional<Prior> prior = Priors.parse(spec.objective().prior(), spec.network().latentDim());
    prior.ifPresent(KernelWidth::requireRoom);
    spec.objective().requireTakes(prior);
    DatasetRecord dataset = DatasetRecord.of(data, spec, dataDir);
    return new LatentsSubject(spec, data, dataset, splits, prior, spec.network().of(data.images()));
  }

  static LatentsSubject loadAgain(TrialSpec spec, RunFolder run, DatasetRecord dataset) {
    Dataset data = dataset.loadAgain(spec);
    Splits splits = spec.splits(data);
    return new LatentsSubject(
        spec, data, dataset, splits, run.prior(spec), spec.network().of(data.images()));
  }

  @Override
  public void keep(RunFolder run) throws IOException {
    run.keep(prior);
    run.keep(data.images().files());
  }

  @Override
  public Learner build() {
    TrainOptions options = spec.trainOptions();
    Weight weight = spec.objective().weight(options.steps(splits.learned().length));
    Optional<Regulariser> regulariser =
        prior.map(p -> new Regulariser(p, divergence(), weight, options.seed()));
    return new Taught(
        this,
        Objectives.parse(spec.objective().objective())
            .apply(new ObjectivePart.Setting(data.images(), splits, shape, regulariser, options)));
  }

  private Divergence divergence() {
    int batch = Math.min(spec.training().batchSize(), splits.learned().length);
    return spec.objective().divergence(prior, batch, spec.training());
  }

  /** The networks of the objective. */
  private record Taught(LatentsSubject subject, LatentObjective objective) implements Learner {
    @Override
    public Results score(RunFolder run, Results results) throws IOException {
      Autoencoder model = objective.autoencoder();
      model.save(run.modelFile());
      Embedding embedding =
          Embedding.of(
              model,
              subject.data,
              subject.splits,
              subject.spec,
              subject.prior,
              subject.divergence().reported());
      run.write(embedding.latents());
      Reconstructions.draw(
          model, subject.data.images(), subject.splits, run.figure("reconstructions.png"));
      return results.with(embedding.reconstructionMse(), embedding.divergence(), embedding.fit());
    }

    @Override
    public void close() {
      objective.close();
    }
  }
}
