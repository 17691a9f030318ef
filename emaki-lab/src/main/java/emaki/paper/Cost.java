package emaki.paper;

import emaki.report.PaperPage.Verdict;
import emaki.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What training costs. */
final class Cost implements Experiment {
  @Override
  public String id() {
    return "cost";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return new ClusteredLatents().jobs(protocol);
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    Runs plain = protocol.shapedRuns(Regularisation.NONE);
    Runs shaped = protocol.shapedRuns(Regularisation.GAUSSIAN);
    Sample ratio =
        plain.sample(Cost::perEpoch).with(shaped.sample(Cost::perEpoch), (p, s) -> s / p);
    training(result, "plain", "training, plain autoencoder", plain);
    training(result, "divergence", "training, Gaussian prior", shaped);
    result.number(
        "cost/ratio",
        "an epoch with the divergence over one without",
        ratio,
        "training",
        new Judgement(Verdict.NONE, "\"very slow\" was said of other code"));
    result.table(
        "cost",
        "Mean ± standard deviation over the seeds.",
        List.of("system", "epochs", "seconds", "seconds an epoch", "runs"),
        rows(protocol));
  }

  private void training(Result result, String of, String what, Runs runs) throws IOException {
    result.finding(
        "cost/" + of,
        what,
        study().figure(of),
        runs.sample(Cost::seconds),
        Unit.SECONDS,
        "training",
        new Judgement(Verdict.NONE, "another machine, other epochs"));
  }

  private static List<List<String>> rows(Protocol protocol) throws IOException {
    Map<String, Runs> systems = new LinkedHashMap<>();
    for (Regularisation shape : Regularisation.TABLE_2) {
      systems.put("autoencoder, 3-D, " + shape.name(), protocol.shapedRuns(shape));
    }
    systems.put(
        "autoencoder, 30-D, no prior", protocol.runs(seed -> protocol.plainLatents(30, seed)));
    systems.put(
        "MLP on 30-D latents",
        protocol.runs(seed -> protocol.classifiedLatents(30, seed, Protocol.MLP)));
    systems.put(
        "MLP on 30-D latents, batch norm and dropout", ClassifiedFigure.latents().runs(protocol));
    systems.put("MLP on pixels", ClassifiedFigure.pixels().runs(protocol));
    systems.put("CNN on pixels", ClassifiedFigure.cnn().runs(protocol));
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Runs> system : systems.entrySet()) {
      Runs runs = system.getValue();
      Sample seconds = runs.sample(Cost::seconds);
      if (!seconds.isEmpty()) {
        rows.add(
            List.of(
                system.getKey(),
                runs.sample(Cost::epochs).cell("%.1f"),
                seconds.cell("%.1f"),
                runs.sample(Cost::perEpoch).cell("%.2f"),
                String.valueOf(seconds.size())));
      }
    }
    return rows;
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
