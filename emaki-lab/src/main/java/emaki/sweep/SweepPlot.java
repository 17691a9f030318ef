package emaki.sweep;

import emaki.eval.Spread;
import emaki.report.SpreadPlot;
import emaki.report.SpreadPlot.Panel;
import emaki.report.SpreadPlot.Series;
import emaki.sweep.SweepResults.Configuration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sweep's picture: a panel a figure, means with their spread over the seeds, against the number
 * that varies most; where no number varies, a column a configuration.
 */
record SweepPlot(SweepPlan plan, SweepFolder folder) {
  private static final int MOST_SERIES = 8;

  /** Numbers that lie further apart than this go on a logarithmic axis. */
  private static final double DECADES = 50;

  /** Figures with their titles. */
  private static final List<Map.Entry<String, String>> PANELS =
      List.of(
          Map.entry("mse_test", "squared error of a pixel, test"),
          Map.entry("divergence_test", "divergence in nats, test"),
          Map.entry("cluster_accuracy_test", "accuracy of clusters, test"),
          Map.entry("classifier_accuracy_test", "accuracy of the classifier, test"));

  /** Draws {@code chart.png}; nothing before a run has finished. */
  void draw(List<Configuration> configurations) throws IOException {
    List<Configuration> done = configurations.stream().filter(c -> c.n() > 0).toList();
    Optional<String> axis = axis(done);
    List<Panel> panels = new ArrayList<>();
    for (Map.Entry<String, String> panel : PANELS) {
      List<Configuration> having =
          done.stream().filter(c -> c.figures().containsKey(panel.getKey())).toList();
      if (!having.isEmpty()) {
        panels.add(
            new Panel(
                panel.getValue(),
                axis.isPresent()
                    ? curves(having, axis.get(), panel.getKey())
                    : List.of(columns(having, panel.getKey()))));
      }
    }
    if (!panels.isEmpty()) {
      SpreadPlot.write(folder.path().resolve("chart.png"), axis.orElse("configuration"), panels);
    }
  }

  /** The option with the most different numbers, at least two. */
  private Optional<String> axis(List<Configuration> done) {
    return plan.varied().stream()
        .filter(option -> done.stream().allMatch(c -> isNumber(value(c, option))))
        .filter(option -> distinct(done, option) > 1)
        // The first of those that have the most.
        .max(
            Comparator.comparingLong((String option) -> distinct(done, option))
                .thenComparing(option -> -plan.varied().indexOf(option)));
  }

  private static long distinct(List<Configuration> done, String option) {
    return done.stream().map(c -> value(c, option)).distinct().count();
  }

  private List<Series> curves(List<Configuration> having, String axis, String figure) {
    Map<String, List<Configuration>> groups =
        having.stream()
            .collect(
                Collectors.groupingBy(
                    each -> text(each, having, axis), LinkedHashMap::new, Collectors.toList()));
    if (groups.size() > MOST_SERIES) {
      return List.of(curve("", having, axis, figure, false));
    }
    List<Series> series = new ArrayList<>();
    groups.forEach((name, group) -> series.add(curve(name, group, axis, figure, true)));
    if (groups.size() == 1
        && figure.equals("divergence_test")
        && having.stream().allMatch(c -> c.figures().containsKey("divergence_floor"))) {
      series.add(curve("floor", having, axis, "divergence_floor", true));
    }
    return series;
  }

  private static Series curve(
      String name, List<Configuration> group, String axis, String figure, boolean line) {
    List<Configuration> ordered =
        group.stream()
            .sorted(Comparator.comparingDouble(c -> Double.parseDouble(value(c, axis))))
            .toList();
    double[] x = ordered.stream().mapToDouble(c -> Double.parseDouble(value(c, axis))).toArray();
    boolean logarithmic = x[0] > 0 && x[x.length - 1] / x[0] >= DECADES;
    return new Series(
        name, List.of(), x, means(ordered, figure), sds(ordered, figure), line, logarithmic);
  }

  private static Series columns(List<Configuration> having, String figure) {
    List<String> labels =
        having.stream().map(c -> having.size() == 1 ? "all" : text(c, having, "")).toList();
    double[] none = new double[0];
    return new Series("", labels, none, means(having, figure), sds(having, figure), false, false);
  }

  private static double[] means(List<Configuration> group, String figure) {
    return spreads(group, figure).mapToDouble(Spread::mean).toArray();
  }

  private static double[] sds(List<Configuration> group, String figure) {
    return spreads(group, figure)
        .mapToDouble(spread -> spread.sd() == null ? 0 : spread.sd())
        .toArray();
  }

  private static Stream<Spread> spreads(List<Configuration> group, String figure) {
    return group.stream().flatMap(each -> Stream.ofNullable(each.figures().get(figure)));
  }

  /** The options that differ, but one: {@code prior=none, lambda=10}. */
  private static String text(Configuration each, List<Configuration> among, String without) {
    return each.options().entrySet().stream()
        .filter(option -> !option.getKey().equals(without))
        .filter(option -> distinct(among, option.getKey()) > 1)
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String value(Configuration configuration, String option) {
    return configuration.options().getOrDefault(option, "");
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
  }
}
