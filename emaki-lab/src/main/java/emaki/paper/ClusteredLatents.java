package emaki.paper;

import emaki.eval.MeanInterval;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.report.DifferenceFigure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Table 2: whether clusters of 3-D latents find the classes, prior by prior. */
final class ClusteredLatents implements Experiment {
  /**
   * What was fitted on and scored on.
   *
   * @param key as a clustering's record names it
   */
  private record Scored(String key, String words) {
    Sample accuracy(Protocol protocol, Regularisation shape) throws IOException {
      return protocol.shapedRuns(shape).sample(Reading.clusterAccuracy(key));
    }
  }

  private static final List<Scored> SPLITS =
      List.of(
          new Scored("train", "training"),
          new Scored("test", "test, fitted on training"),
          new Scored("test_alone", "test alone"),
          new Scored("all_alone", "all images"));

  @Override
  public String id() {
    return "table-2";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return protocol.pairedSeeds().stream()
        .flatMap(
            seed ->
                Regularisation.TABLE_2.stream()
                    .map(shape -> protocol.clusteredLatents(shape, seed)))
        .toList();
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    List<List<String>> accuracies = new ArrayList<>();
    List<List<String>> shapes = new ArrayList<>();
    for (Regularisation shape : Regularisation.TABLE_2) {
      accuracies.add(accuracies(result, protocol, shape));
      shapes.add(distances(protocol, shape));
    }
    if (result.findings().isEmpty()) {
      return;
    }
    differences(result, protocol);
    result.table(
        "table-2",
        "Accuracy of clusters in per cent, mean ± standard deviation over the seeds.",
        List.of("prior", "study", "training", "test", "test alone", "all", "seeds"),
        accuracies);
    result.table(
        "table-2-latents",
        "The latents of the same runs, test images. Each divergence stands beside its floor.",
        List.of(
            "prior",
            "MSE",
            "CSD at the run's sigma",
            "floor",
            "CSD at sigma 1",
            "its floor",
            "CSD at sigma 1 of runs without it"),
        shapes);
  }

  /**
   * A figure for each split, and one judgement: of the split whose figure is the closest to the
   * study's, which does not say which it is of.
   *
   * @return the prior's row
   */
  private List<String> accuracies(Result result, Protocol protocol, Regularisation shape)
      throws IOException {
    double study = study().figure(shape.prior());
    List<String> row = new ArrayList<>(List.of(shape.name(), Sample.percent(study)));
    Map<Scored, Sample> measured = new LinkedHashMap<>();
    for (Scored split : SPLITS) {
      Sample accuracy = split.accuracy(protocol, shape);
      row.add(accuracy.percent());
      result.finding(
          "table-2/%s/%s".formatted(shape.prior(), split.key()),
          "k-means, " + shape.name(),
          study,
          accuracy,
          Unit.PERCENT,
          split.words(),
          Judgement.NONE);
      if (!accuracy.isEmpty()) {
        measured.put(split, accuracy);
      }
    }
    measured.entrySet().stream()
        .min(Comparator.comparingDouble(e -> Math.abs(e.getValue().spread().mean() - study)))
        .ifPresent(
            closest ->
                result.figure(
                    "table-2/%s/closest".formatted(shape.prior()),
                    "k-means, %s: the split closest to the study".formatted(shape.name()),
                    study,
                    closest.getValue(),
                    closest.getKey().words()));
    row.add(String.valueOf(SPLITS.get(0).accuracy(protocol, shape).size()));
    return row;
  }

  private static List<String> distances(Protocol protocol, Regularisation shape)
      throws IOException {
    Runs runs = protocol.shapedRuns(shape);
    List<String> row = new ArrayList<>(List.of(shape.name()));
    row.add(runs.sample(Reading.mse("test")).cell("%.4f"));
    row.add(runs.sample(Reading.divergence(false)).cell("%.4g"));
    row.add(runs.sample(Reading.divergence(true)).cell("%.4g"));
    Optional<Prior> prior = Priors.parse(shape.prior(), 3);
    if (prior.isEmpty()) {
      row.addAll(List.of("", "", ""));
    } else {
      Reading distance = Reading.divergenceAtOne(prior.get(), false);
      row.add(runs.sample(distance).cell("%.4f"));
      row.add(runs.sample(Reading.divergenceAtOne(prior.get(), true)).cell("%.4f"));
      row.add(protocol.shapedRuns(Regularisation.NONE).sample(distance).cell("%.4f"));
    }
    return row;
  }

  private void differences(Result result, Protocol protocol) throws IOException {
    List<DifferenceFigure.Difference> drawn = new ArrayList<>();
    for (Scored split : SPLITS) {
      Sample none = split.accuracy(protocol, Regularisation.NONE);
      for (Regularisation shape : Regularisation.TABLE_2) {
        Sample difference = split.accuracy(protocol, shape).less(none);
        if (!shape.isNone()) {
          result.larger(
              "table-2/%s-over-none/%s".formatted(shape.prior(), split.key()),
              shape.name() + " over no prior",
              study().figure(shape.prior()) - study().figure(Regularisation.NONE.prior()),
              difference,
              split.words());
          if (difference.size() > 1) {
            drawn.add(drawn(shape.name() + ", " + split.words(), difference));
          }
        }
      }
    }
    if (!drawn.isEmpty()) {
      DifferenceFigure.write(
          result.picture(
              "table-2-differences.png",
              "Differences of runs of one seed: each seed, their mean and its 95 % interval."),
          "accuracy with the prior less that without, points",
          drawn);
    }
  }

  private static DifferenceFigure.Difference drawn(String name, Sample difference) {
    double[] points = Arrays.stream(difference.values()).map(v -> 100 * v).toArray();
    MeanInterval interval = MeanInterval.ofMean(points);
    return new DifferenceFigure.Difference(
        name, interval.mean(), interval.low(), interval.high(), points);
  }
}
