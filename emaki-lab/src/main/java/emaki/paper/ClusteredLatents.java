package emaki.paper;

import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.report.DifferenceFigure;
import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Table 2: whether clusters of 3-D latents find the classes, prior by prior. */
record ClusteredLatents(String id, String title, String study) implements Experiment {
  /** The priors, with the study's accuracies. */
  static final Map<Regularisation, Double> STUDY = figures();

  /** What was fitted on and scored on: as {@code cluster.json} names it, and in words. */
  static final Map<String, String> SPLITS = splits();

  private static Map<Regularisation, Double> figures() {
    Map<Regularisation, Double> study = new LinkedHashMap<>();
    study.put(Regularisation.NONE, 0.40);
    study.put(Regularisation.GAUSSIAN, 0.4519);
    study.put(Regularisation.MIXTURE, 0.4424);
    study.put(Regularisation.roll(1, 0.1), 0.42);
    return study;
  }

  private static Map<String, String> splits() {
    Map<String, String> splits = new LinkedHashMap<>();
    splits.put("train", "training");
    splits.put("test", "test, fitted on training");
    splits.put("test_alone", "test alone");
    splits.put("all_alone", "all images");
    return splits;
  }

  ClusteredLatents() {
    this(
        "table-2",
        "Table 2: clusters by prior",
        "k-means with k = 10 on the 3-D latents, accuracy after the best matching of clusters and classes: 40 % without"
            + " a prior, 45.19 % with the Gaussian, 44.24 % with the mixture, 42 % with the swiss roll. Every prior helps.");
  }

  @Override
  public String chosen(Protocol protocol) {
    return ("The study does not say which images were clustered: ours are given for a fit on the training images scored on"
            + " them and on the test images, for a fit on the test images alone, and for a fit on all. Gaussian and mixture"
            + " with sigma 100, lambda 0.1 as in the study; the roll with sigma 1, lambda 0.1. The mixture's 10 components"
            + " have unit width and centres spread over a sphere of radius 5. %d epochs at most. Runs of one seed share"
            + " initial weights and split, so differences are taken seed by seed: twelve of them, each at 95 %%. Where latents are as"
            + " far from a prior (CSD at sigma 1) as those of runs without it, the prior had no effect.")
        .formatted(protocol.budget().autoencoderEpochs());
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    List<Job> jobs = new ArrayList<>();
    for (long seed : protocol.pairedSeeds()) {
      STUDY.keySet().forEach(shape -> jobs.add(protocol.clusteredLatents(shape, seed)));
    }
    return jobs;
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<List<String>> accuracies = new ArrayList<>();
    List<List<String>> shapes = new ArrayList<>();
    for (Map.Entry<Regularisation, Double> each : STUDY.entrySet()) {
      Regularisation shape = each.getKey();
      List<String> row = new ArrayList<>(List.of(shape.name(), Cells.percent(each.getValue())));
      for (String split : SPLITS.keySet()) {
        row.add(Cells.percent(sample(evidence, shape, Evidence.clusterAccuracy(split))));
      }
      findings.addAll(splits(evidence, shape, each.getValue()));
      row.add(String.valueOf(sample(evidence, shape, Evidence.clusterAccuracy("train")).size()));
      accuracies.add(row);
      shapes.add(distances(evidence, shape));
    }
    List<DifferenceFigure.Difference> differences = differences(evidence, findings);
    if (findings.isEmpty()) {
      return Result.NOTHING;
    }
    List<Figure> figures = new ArrayList<>();
    if (!differences.isEmpty()) {
      Path file = evidence.protocol().folder().figure("table-2-differences.png");
      DifferenceFigure.write(
          file, "accuracy with the prior less that without, points", differences);
      figures.add(
          new Figure(
              file,
              "Differences of runs of one seed: each seed, their mean and its 95 % interval."));
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
                "The latents of the same runs, test images. Each divergence stands beside its floor.",
                List.of(
                    "prior",
                    "MSE",
                    "CSD at the run's sigma",
                    "floor",
                    "CSD at sigma 1",
                    "its floor",
                    "CSD at sigma 1 of runs without it"),
                shapes)),
        figures);
  }

  /**
   * A figure for each split, and one judgement: of the split whose figure is the closest to the
   * study's, which does not say which it is of.
   */
  private static List<Finding> splits(Evidence evidence, Regularisation shape, double study)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    Map<String, Sample> samples = new LinkedHashMap<>();
    for (Map.Entry<String, String> split : SPLITS.entrySet()) {
      Sample sample = sample(evidence, shape, Evidence.clusterAccuracy(split.getKey()));
      if (!sample.isEmpty()) {
        samples.put(split.getValue(), sample);
        findings.add(
            evidence.finding(
                "table-2/%s/%s".formatted(shape.prior(), split.getKey()),
                "k-means, " + shape.name(),
                study,
                sample,
                Unit.PERCENT,
                split.getValue(),
                Judgement.NONE));
      }
    }
    samples.entrySet().stream()
        .min(Comparator.comparingDouble(e -> Math.abs(e.getValue().spread().mean() - study)))
        .ifPresent(
            closest ->
                findings.add(
                    evidence.figure(
                        "table-2/%s/closest".formatted(shape.prior()),
                        "k-means, %s: the split closest to the study".formatted(shape.name()),
                        study,
                        closest.getValue(),
                        closest.getKey())));
    return findings;
  }

  private static List<String> distances(Evidence evidence, Regularisation shape)
      throws IOException {
    Optional<Prior> prior = Priors.parse(shape.prior(), 3);
    List<String> row = new ArrayList<>(List.of(shape.name()));
    row.add(Cells.number(sample(evidence, shape, Evidence.mse("test")), "%.4f"));
    for (boolean floor : new boolean[] {false, true}) {
      row.add(Cells.number(sample(evidence, shape, Evidence.divergence(floor)), "%.4g"));
    }
    for (boolean floor : new boolean[] {false, true}) {
      row.add(
          prior.isEmpty()
              ? ""
              : Cells.number(
                  sample(evidence, shape, Evidence.divergenceAtOne(prior.get(), floor)), "%.4f"));
    }
    row.add(
        prior.isEmpty()
            ? ""
            : Cells.number(
                sample(evidence, Regularisation.NONE, Evidence.divergenceAtOne(prior.get(), false)),
                "%.4f"));
    return row;
  }

  private static List<DifferenceFigure.Difference> differences(
      Evidence evidence, List<Finding> findings) throws IOException {
    List<DifferenceFigure.Difference> drawn = new ArrayList<>();
    for (Map.Entry<String, String> split : SPLITS.entrySet()) {
      Evidence.Reading reading = Evidence.clusterAccuracy(split.getKey());
      Sample none = sample(evidence, Regularisation.NONE, reading);
      for (Map.Entry<Regularisation, Double> each : STUDY.entrySet()) {
        Regularisation shape = each.getKey();
        Sample difference = sample(evidence, shape, reading).less(none);
        if (shape.isNone() || difference.isEmpty()) {
          continue;
        }
        findings.add(
            evidence.finding(
                "table-2/%s-over-none/%s".formatted(shape.prior(), split.getKey()),
                shape.name() + " over no prior",
                each.getValue() - STUDY.getOrDefault(Regularisation.NONE, 0.0),
                difference,
                Unit.POINTS,
                split.getValue(),
                Judgement.larger(
                    each.getValue() - STUDY.getOrDefault(Regularisation.NONE, 0.0), difference)));
        if (difference.size() > 1) {
          drawn.add(drawn(shape.name() + ", " + split.getValue(), difference));
        }
      }
    }
    return drawn;
  }

  private static DifferenceFigure.Difference drawn(String name, Sample difference) {
    double[] points = java.util.Arrays.stream(difference.values()).map(v -> 100 * v).toArray();
    emaki.eval.MeanInterval interval = emaki.eval.MeanInterval.ofMean(points);
    return new DifferenceFigure.Difference(
        name, interval.mean(), interval.low(), interval.high(), points);
  }

  static Sample sample(Evidence evidence, Regularisation shape, Evidence.Reading reading)
      throws IOException {
    Protocol protocol = evidence.protocol();
    return evidence.sample(
        protocol.pairedSeeds(),
        seed -> {
          RunFolder run = protocol.shaped(shape, seed);
          return List.of(run);
        },
        reading);
  }
}
