package emaki.paper;

import emaki.report.PaperPage.Table;
import emaki.report.PaperPage.Verdict;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What training costs. */
record Cost(String id, String title, String study) implements Experiment {
  Cost() {
    this(
        "cost",
        "What training costs",
        "On a Tesla P100 training took 83 s for the autoencoder and 61 s (sic) with the divergence; epochs are not stated."
            + " On a CPU it was called very slow to compute.");
  }

  @Override
  public String chosen(Protocol protocol) {
    return ("Wall time on this machine, one thread a run, runs side by side, with whatever else it was doing; at most %d"
            + " epochs. What the divergence adds is the time of an epoch with the Gaussian prior over that of the same seed"
            + " without a prior.")
        .formatted(protocol.budget().autoencoderEpochs());
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return new ClusteredLatents().jobs(protocol);
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    Sample plain = ClusteredLatents.sample(evidence, Regularisation.NONE, Cost::seconds);
    Sample shaped = ClusteredLatents.sample(evidence, Regularisation.GAUSSIAN, Cost::seconds);
    List<Finding> findings = new ArrayList<>();
    if (!plain.isEmpty()) {
      findings.add(finding(evidence, "cost/plain", "training, plain autoencoder", 83, plain));
    }
    if (!shaped.isEmpty()) {
      findings.add(finding(evidence, "cost/divergence", "training, Gaussian prior", 61, shaped));
    }
    Sample ratio = ratio(evidence);
    if (!ratio.isEmpty()) {
      findings.add(
          evidence.finding(
              "cost/ratio",
              "an epoch with the divergence over one without",
              null,
              ratio,
              Unit.NUMBER,
              "training",
              new Judgement(Verdict.NONE, "\"very slow\" was said of other code")));
    }
    List<List<String>> rows = rows(evidence);
    return new Result(
        findings,
        rows.isEmpty()
            ? List.of()
            : List.of(
                new Table(
                    "cost",
                    "Mean ± standard deviation over the seeds.",
                    List.of("system", "epochs", "seconds", "seconds an epoch", "runs"),
                    rows)),
        List.of());
  }

  private static Finding finding(
      Evidence evidence, String id, String what, double study, Sample sample) {
    return evidence.finding(
        id,
        what,
        study,
        sample,
        Unit.SECONDS,
        "training",
        new Judgement(Verdict.NONE, "another machine, other epochs"));
  }

  private static Sample ratio(Evidence evidence) throws IOException {
    Protocol protocol = evidence.protocol();
    return evidence.sample(
        protocol.pairedSeeds(),
        seed ->
            List.of(
                protocol.shaped(Regularisation.NONE, seed),
                protocol.shaped(Regularisation.GAUSSIAN, seed)),
        run -> {
          RunRecord with = run.record();
          RunFolder other = protocol.shaped(Regularisation.NONE, with.spec().training().seed());
          return perEpoch(run) / perEpoch(other);
        });
  }

  private static List<List<String>> rows(Evidence evidence) throws IOException {
    Protocol protocol = evidence.protocol();
    List<List<String>> rows = new ArrayList<>();
    for (Regularisation shape : ClusteredLatents.STUDY.keySet()) {
      row(
          evidence,
          rows,
          "autoencoder, 3-D, " + shape.name(),
          protocol.pairedSeeds(),
          seed -> protocol.shaped(shape, seed));
    }
    List<Long> seeds = protocol.seeds();
    row(evidence, rows, "autoencoder, 30-D, no prior", seeds, seed -> protocol.plain(30, seed));
    row(
        evidence,
        rows,
        "MLP on 30-D latents",
        seeds,
        seed -> Protocol.classifier(protocol.plain(30, seed), Protocol.MLP));
    row(
        evidence,
        rows,
        "MLP on 30-D latents, batch norm and dropout",
        seeds,
        seed -> Protocol.classifier(protocol.plain(30, seed), Protocol.BETTER_MLP));
    row(evidence, rows, "MLP on pixels", seeds, seed -> protocol.pixels("mlp-pixels", seed));
    row(evidence, rows, "CNN on pixels", seeds, seed -> protocol.pixels("cnn", seed));
    return rows;
  }

  private static void row(
      Evidence evidence,
      List<List<String>> rows,
      String name,
      List<Long> seeds,
      LongFunction<RunFolder> run)
      throws IOException {
    LongFunction<List<RunFolder>> runs = seed -> List.of(run.apply(seed));
    Sample seconds = evidence.sample(seeds, runs, Cost::seconds);
    if (!seconds.isEmpty()) {
      rows.add(
          List.of(
              name,
              Cells.number(evidence.sample(seeds, runs, Cost::epochs), "%.1f"),
              Cells.number(seconds, "%.1f"),
              Cells.number(evidence.sample(seeds, runs, Cost::perEpoch), "%.2f"),
              String.valueOf(seconds.size())));
    }
  }

  private static double seconds(RunFolder run) {
    return run.record().seconds();
  }

  private static @Nullable Double epochs(RunFolder run) {
    Integer epochs = run.record().results().epochs();
    return epochs == null ? null : epochs.doubleValue();
  }

  private static double perEpoch(RunFolder run) {
    Double epochs = epochs(run);
    return seconds(run) / (epochs == null ? Double.NaN : epochs);
  }
}
