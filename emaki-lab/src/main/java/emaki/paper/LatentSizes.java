package emaki.paper;

import emaki.eval.Spread;
import emaki.report.SpreadPlot;
import java.io.IOException;
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
  public void tell(Protocol protocol, Result result) throws IOException {
    Map<String, Sample> accuracy = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (Entry<String, Double> each : study().figures().entrySet()) {
      String k = each.getKey();
      double study = each.getValue();
      Runs classified = classified(protocol, k);
      Sample test = classified.sample(Reading.accuracy("test"));
      if (!test.isEmpty()) {
        accuracy.put(k, test);
        result.figure("table-1/k" + k, "MLP on %s-D latents".formatted(k), study, test, "test");
        Runs plain = protocol.runs(seed -> protocol.plainLatents(Integer.parseInt(k), seed));
        rows.add(
            List.of(
                k,
                Sample.percent(study),
                test.percent(),
                classified.sample(Reading.accuracy("validation")).percent(),
                plain.sample(Reading.mse("test")).cell("%.4f"),
                String.valueOf(test.size())));
      }
    }
    if (!rows.isEmpty()) {
      claims(result, accuracy);
      result.table(
          "table-1",
          "Mean ± standard deviation over the seeds.",
          List.of("dimension", "study, test %", "test %", "validation %", "MSE, test", "seeds"),
          rows);
      chart(result, accuracy);
    }
  }

  /** More dimensions help up to 30, and not beyond. */
  private void claims(Result result, Map<String, Sample> accuracy) {
    Sample best = accuracy.getOrDefault(BEST, Sample.EMPTY);
    accuracy.forEach(
        (k, theirs) -> {
          if (!k.equals(BEST)) {
            double study = study().figure(BEST) - study().figure(k);
            String id = "table-1/k30-over-k" + k;
            result.larger(id, "30 dimensions over " + k, study, best.less(theirs), "test");
          }
        });
  }

  private void chart(Result result, Map<String, Sample> accuracy) throws IOException {
    double[] x = accuracy.keySet().stream().mapToDouble(Double::parseDouble).toArray();
    List<Spread> spreads = accuracy.values().stream().map(Sample::spread).toList();
    double[] mean = spreads.stream().mapToDouble(s -> 100 * s.mean()).toArray();
    double[] sd = spreads.stream().mapToDouble(s -> s.sd() == null ? 0 : 100 * s.sd()).toArray();
    double[] study = accuracy.keySet().stream().mapToDouble(k -> 100 * study().figure(k)).toArray();
    double[] none = new double[x.length];
    SpreadPlot.write(
        result.picture(
            "table-1.png", "Test accuracy by latent dimension; bars are one standard deviation."),
        "dimension of the latents",
        List.of(
            new SpreadPlot.Panel(
                "test accuracy, %",
                List.of(
                    new SpreadPlot.Series("ours", List.of(), x, mean, sd, true, false),
                    new SpreadPlot.Series("the study", List.of(), x, study, none, true, false)))));
  }
}
