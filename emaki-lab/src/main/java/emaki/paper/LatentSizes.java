package emaki.paper;

import emaki.eval.Spread;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import emaki.report.SpreadPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Table 1: how many dimensions the latents need to keep the classes. */
final class LatentSizes implements Experiment {
  private static final String BEST = "30";

  @Override
  public String id() {
    return "table-1";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return study().figures().keySet().stream()
        .flatMap(k -> classified(protocol, k).jobs().stream())
        .toList();
  }

  private static Runs classified(Protocol protocol, String k) {
    int dimension = Integer.parseInt(k);
    return protocol.runs(seed -> protocol.classifiedLatents(dimension, seed, Protocol.MLP));
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    Protocol protocol = evidence.protocol();
    Map<String, Sample> accuracy = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Entry<String, Double> each : study().figures().entrySet()) {
      String k = each.getKey();
      Runs classified = classified(protocol, k);
      Sample test = classified.sample(Reading.accuracy("test"));
      if (test.isEmpty()) {
        continue;
      }
      Runs plain = protocol.runs(seed -> protocol.plainLatents(Integer.parseInt(k), seed));
      accuracy.put(k, test);
      findings.add(
          evidence.figure(
              "table-1/k" + k, "MLP on %s-D latents".formatted(k), each.getValue(), test, "test"));
      rows.add(
          List.of(
              k,
              Sample.percent(each.getValue()),
              test.percent(),
              classified.sample(Reading.accuracy("validation")).percent(),
              plain.sample(Reading.mse("test")).cell("%.4f"),
              String.valueOf(test.size())));
    }
    if (rows.isEmpty()) {
      return Result.NOTHING;
    }
    findings.addAll(claims(evidence, accuracy));
    List<String> head =
        List.of("dimension", "study, test %", "test %", "validation %", "MSE, test", "seeds");
    return new Result(
        findings,
        List.of(new Table("table-1", "Mean ± standard deviation over the seeds.", head, rows)),
        List.of(chart(evidence, accuracy)));
  }

  /** More dimensions help up to 30, and not beyond. */
  private List<Finding> claims(Evidence evidence, Map<String, Sample> accuracy) {
    List<Finding> claims = new ArrayList<>();
    Sample best = accuracy.getOrDefault(BEST, new Sample(List.of()));
    accuracy.forEach(
        (k, theirs) -> {
          Sample difference = best.less(theirs);
          if (!k.equals(BEST) && !difference.isEmpty()) {
            claims.add(
                evidence.larger(
                    "table-1/k30-over-k" + k,
                    "30 dimensions over " + k,
                    study().figure(BEST) - study().figure(k),
                    difference,
                    "test"));
          }
        });
    return claims;
  }

  private Figure chart(Evidence evidence, Map<String, Sample> accuracy) throws IOException {
    double[] x = accuracy.keySet().stream().mapToDouble(Double::parseDouble).toArray();
    List<Spread> spreads = accuracy.values().stream().map(Sample::spread).toList();
    double[] mean = spreads.stream().mapToDouble(s -> 100 * s.mean()).toArray();
    double[] sd = spreads.stream().mapToDouble(s -> s.sd() == null ? 0 : 100 * s.sd()).toArray();
    double[] study = accuracy.keySet().stream().mapToDouble(k -> 100 * study().figure(k)).toArray();
    Path file = evidence.picture("table-1.png");
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
