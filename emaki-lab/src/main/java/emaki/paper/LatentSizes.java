package emaki.paper;

import emaki.eval.Spread;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import emaki.report.SpreadPlot;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Table 1: how many dimensions the latents need to keep the classes. */
record LatentSizes(String id, String title, String study) implements Experiment {
  private static final Map<Integer, Double> STUDY = figures();

  private static Map<Integer, Double> figures() {
    Map<Integer, Double> study = new LinkedHashMap<>();
    study.put(10, 0.8718);
    study.put(20, 0.9097);
    study.put(30, 0.9254);
    study.put(35, 0.9241);
    study.put(40, 0.9181);
    study.put(50, 0.9181);
    return study;
  }

  LatentSizes() {
    this(
        "table-1",
        "Table 1: accuracy by latent dimension",
        "An MLP on the latents of the plain autoencoder reaches 87.18, 90.97, 92.54, 92.41, 91.81 and 91.81 % with"
            + " 10, 20, 30, 35, 40 and 50 dimensions: it is best with 30, and no better with more.");
  }

  @Override
  public String chosen(Protocol protocol) {
    return ("The study states no epochs: ours are at most %d for the autoencoder and %d for the MLP, with early stopping"
            + " (patience 10).")
        .formatted(protocol.budget().autoencoderEpochs(), protocol.budget().mlpEpochs());
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    List<Job> jobs = new ArrayList<>();
    for (int k : STUDY.keySet()) {
      protocol.seeds().forEach(seed -> jobs.add(protocol.classifiedLatents(k, seed, Protocol.MLP)));
    }
    return jobs;
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    Map<Integer, Sample> accuracy = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<Integer, Double> each : STUDY.entrySet()) {
      int k = each.getKey();
      Sample test = sample(evidence, k, true, Evidence.accuracy("test"));
      if (test.isEmpty()) {
        continue;
      }
      accuracy.put(k, test);
      findings.add(
          evidence.figure(
              "table-1/k" + k, "MLP on %d-D latents".formatted(k), each.getValue(), test, "test"));
      rows.add(row(evidence, k, each.getValue(), test));
    }
    findings.addAll(claims(evidence, accuracy));
    if (rows.isEmpty()) {
      return new Result(findings, List.of(), List.of());
    }
    List<String> head =
        List.of("dimension", "study, test %", "test %", "validation %", "MSE, test", "seeds");
    return new Result(
        findings,
        List.of(new Table("table-1", "Mean ± standard deviation over the seeds.", head, rows)),
        List.of(chart(evidence.protocol(), accuracy)));
  }

  private static List<String> row(Evidence evidence, int k, double study, Sample test)
      throws IOException {
    return List.of(
        String.valueOf(k),
        Cells.percent(study),
        Cells.percent(test),
        Cells.percent(sample(evidence, k, true, Evidence.accuracy("validation"))),
        Cells.number(sample(evidence, k, false, Evidence.mse("test")), "%.4f"),
        String.valueOf(test.size()));
  }

  private static Sample sample(
      Evidence evidence, int k, boolean classifier, Evidence.Reading reading) throws IOException {
    Protocol protocol = evidence.protocol();
    return evidence.sample(
        protocol.seeds(),
        seed -> {
          RunFolder run = protocol.plain(k, seed);
          return classifier ? List.of(run, Protocol.classifier(run, Protocol.MLP)) : List.of(run);
        },
        reading);
  }

  /** More dimensions help up to 30, and not beyond. */
  private static List<Finding> claims(Evidence evidence, Map<Integer, Sample> accuracy) {
    List<Finding> claims = new ArrayList<>();
    Sample best = accuracy.get(30);
    for (int other : new int[] {10, 20, 35, 40, 50}) {
      Sample theirs = accuracy.get(other);
      Sample difference = best == null || theirs == null ? null : best.less(theirs);
      if (difference != null && !difference.isEmpty()) {
        claims.add(
            evidence.finding(
                "table-1/k30-over-k" + other,
                "30 dimensions over " + other,
                STUDY.getOrDefault(30, 0.0) - STUDY.getOrDefault(other, 0.0),
                difference,
                Unit.POINTS,
                "test",
                Judgement.larger(
                    STUDY.getOrDefault(30, 0.0) - STUDY.getOrDefault(other, 0.0), difference)));
      }
    }
    return claims;
  }

  private static Figure chart(Protocol protocol, Map<Integer, Sample> accuracy) throws IOException {
    double[] x = accuracy.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
    List<Spread> spreads = accuracy.values().stream().map(Sample::spread).toList();
    double[] mean = spreads.stream().mapToDouble(s -> 100 * s.mean()).toArray();
    double[] sd = spreads.stream().mapToDouble(s -> s.sd() == null ? 0 : 100 * s.sd()).toArray();
    double[] study =
        accuracy.keySet().stream().mapToDouble(k -> 100 * STUDY.getOrDefault(k, 0.0)).toArray();
    Path file = protocol.folder().figure("table-1.png");
    SpreadPlot.write(
        file,
        "dimension of the latents",
        List.of(
            new SpreadPlot.Panel(
                "test accuracy, %",
                List.of(
                    new SpreadPlot.Series("ours", List.of(), x, mean, sd, true, false),
                    new SpreadPlot.Series(
                        "the study", List.of(), x, study, new double[x.length], true, false)))));
    return new Figure(file, "Test accuracy by latent dimension; bars are one standard deviation.");
  }
}
