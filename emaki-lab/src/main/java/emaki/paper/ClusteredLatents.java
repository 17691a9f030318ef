package emaki.paper;

import emaki.eval.MeanInterval;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.report.DifferenceFigure;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Table 2: whether clusters of 3-D latents find the classes, prior by prior. */
final class ClusteredLatents implements Experiment {
  /**
   * What was fitted on and scored on.
   *
   * @param key as a clustering's record names it
   */
  private record Scored(String key, String words) {
    Sample accuracy(Evidence evidence, Regularisation shape) throws IOException {
      return sample(evidence, shape, Reading.clusterAccuracy(key));
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
  public Result result(Evidence evidence) throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<List<String>> accuracies = new ArrayList<>();
    List<List<String>> shapes = new ArrayList<>();
    for (Regularisation shape : Regularisation.TABLE_2) {
      findings.addAll(splits(evidence, shape));
      accuracies.add(accuracies(evidence, shape));
      shapes.add(distances(evidence, shape));
    }
    List<DifferenceFigure.Difference> differences = differences(evidence, findings);
    if (findings.isEmpty()) {
      return Result.NOTHING;
    }
    return new Result(
        findings,
        List.of(
            new Table(
                "table-2",
                "Accuracy of clusters in per cent, mean ± standard deviation over the seeds.",
                List.of("prior", "study", "training", "test", "test alone", "all", "seeds"),
                accuracies),
            new Table(
                "table-2-latents",
                "The latents of the same runs, test images. Each divergence stands beside its"
                    + " floor.",
                List.of(
                    "prior",
                    "MSE",
                    "CSD at the run's sigma",
                    "floor",
                    "CSD at sigma 1",
                    "its floor",
                    "CSD at sigma 1 of runs without it"),
                shapes)),
        differences.isEmpty() ? List.of() : List.of(figure(evidence, differences)));
  }

  private List<String> accuracies(Evidence evidence, Regularisation shape) throws IOException {
    double study = study().figure(shape.prior());
    List<String> row = new ArrayList<>(List.of(shape.name(), Sample.percent(study)));
    for (Scored split : SPLITS) {
      row.add(split.accuracy(evidence, shape).percent());
    }
    row.add(String.valueOf(SPLITS.get(0).accuracy(evidence, shape).size()));
    return row;
  }

  /**
   * A figure for each split, and one judgement: of the split whose figure is the closest to the
   * study's, which does not say which it is of.
   */
  private List<Finding> splits(Evidence evidence, Regularisation shape) throws IOException {
    double study = study().figure(shape.prior());
    List<Finding> findings = new ArrayList<>();
    List<Finding> judged = new ArrayList<>();
    for (Scored split : SPLITS) {
      Sample sample = split.accuracy(evidence, shape);
      if (!sample.isEmpty()) {
        findings.add(
            evidence.finding(
                "table-2/%s/%s".formatted(shape.prior(), split.key()),
                "k-means, " + shape.name(),
                study,
                sample,
                Unit.PERCENT,
                split.words(),
                Judgement.NONE));
        judged.add(
            evidence.figure(
                "table-2/%s/closest".formatted(shape.prior()),
                "k-means, %s: the split closest to the study".formatted(shape.name()),
                study,
                sample,
                split.words()));
      }
    }
    judged.stream()
        .min(Comparator.comparingDouble(finding -> Math.abs(finding.ours().mean() - study)))
        .ifPresent(findings::add);
    return findings;
  }

  private static List<String> distances(Evidence evidence, Regularisation shape)
      throws IOException {
    List<String> row = new ArrayList<>(List.of(shape.name()));
    row.add(sample(evidence, shape, Reading.mse("test")).cell("%.4f"));
    row.add(sample(evidence, shape, Reading.divergence(false)).cell("%.4g"));
    row.add(sample(evidence, shape, Reading.divergence(true)).cell("%.4g"));
    Optional<Prior> prior = Priors.parse(shape.prior(), 3);
    if (prior.isEmpty()) {
      row.addAll(List.of("", "", ""));
    } else {
      Reading distance = Reading.divergenceAtOne(prior.get(), false);
      Reading floor = Reading.divergenceAtOne(prior.get(), true);
      row.add(sample(evidence, shape, distance).cell("%.4f"));
      row.add(sample(evidence, shape, floor).cell("%.4f"));
      row.add(sample(evidence, Regularisation.NONE, distance).cell("%.4f"));
    }
    return row;
  }

  private List<DifferenceFigure.Difference> differences(Evidence evidence, List<Finding> findings)
      throws IOException {
    List<DifferenceFigure.Difference> drawn = new ArrayList<>();
    for (Scored split : SPLITS) {
      Sample none = split.accuracy(evidence, Regularisation.NONE);
      for (Regularisation shape : Regularisation.TABLE_2) {
        Sample difference = split.accuracy(evidence, shape).less(none);
        if (shape.isNone() || difference.isEmpty()) {
          continue;
        }
        findings.add(
            evidence.larger(
                "table-2/%s-over-none/%s".formatted(shape.prior(), split.key()),
                shape.name() + " over no prior",
                study().figure(shape.prior()) - study().figure(Regularisation.NONE.prior()),
                difference,
                split.words()));
        if (difference.size() > 1) {
          drawn.add(drawn(shape.name() + ", " + split.words(), difference));
        }
      }
    }
    return drawn;
  }

  private static DifferenceFigure.Difference drawn(String name, Sample difference) {
    double[] points = Arrays.stream(difference.values()).map(v -> 100 * v).toArray();
    MeanInterval interval = MeanInterval.ofMean(points);
    return new DifferenceFigure.Difference(
        name, interval.mean(), interval.low(), interval.high(), points);
  }

  private static Figure figure(Evidence evidence, List<DifferenceFigure.Difference> differences)
      throws IOException {
    Path file = evidence.picture("table-2-differences.png");
    DifferenceFigure.write(file, "accuracy with the prior less that without, points", differences);
    return new Figure(
        file, "Differences of runs of one seed: each seed, their mean and its 95 % interval.");
  }

  private static Sample sample(Evidence evidence, Regularisation shape, Reading reading)
      throws IOException {
    return evidence.protocol().shapedRuns(shape).sample(reading);
  }
}
