package emaki.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import emaki.data.InputException;
import emaki.experiment.Json;
import emaki.experiment.RunFolder;
import emaki.experiment.RunRecord;
import emaki.experiment.RunRecord.Status;
import emaki.report.PaperPage.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the runs that are done say. */
final class Evidence {
  private final Protocol protocol;

  Evidence(Protocol protocol) {
    this.protocol = protocol;
  }

  Protocol protocol() {
    return protocol;
  }

  /** A number that a run's own files hold, or empty where it does not have it yet. */
  @FunctionalInterface
  interface Reading {
    OptionalDouble of(RunFolder run) throws IOException;
  }

  /** The record of a run that has finished. */
  static Optional<RunRecord> finished(RunFolder run) {
    return Files.exists(run.recordFile())
        ? Optional.of(run.record()).filter(record -> record.status() == Status.FINISHED)
        : Optional.empty();
  }

  /** What {@code cluster.json} holds, of runs that have been clustered as Table 2 has it. */
  static Optional<JsonNode> clusters(RunFolder run) throws IOException {
    return new Step(Step.Kind.CLUSTER, run, Protocol.CLUSTERS, 0).isDone()
        ? Optional.of(Json.MAPPER.readTree(run.clusterFile().toFile()))
        : Optional.empty();
  }

  /**
   * One quantity over seeds, of those whose runs are done.
   *
   * @param runs of a seed, the one that the quantity is read from last
   */
  Sample sample(List<Long> seeds, LongFunction<List<RunFolder>> runs, Reading reading)
      throws IOException {
    List<Sample.Measure> measures = new ArrayList<>();
    for (long seed : seeds) {
      List<RunFolder> folders = runs.apply(seed);
      if (!folders.stream().allMatch(folder -> finished(folder).isPresent())) {
        continue;
      }
      OptionalDouble value = reading.of(folders.get(folders.size() - 1));
      if (value.isPresent()) {
        measures.add(
            new Sample.Measure(
                seed,
                value.getAsDouble(),
                folders.stream().mapToDouble(folder -> folder.record().seconds()).sum(),
                folders.stream()
                    .map(folder -> protocol.folder().relative(folder.path()))
                    .toList()));
      }
    }
    return new Sample(measures);
  }

  /** A classifier's accuracy on a split. */
  static Reading accuracy(String split) {
    return run -> {
      Map<String, Double> accuracy = finished(run).map(RunRecord::accuracy).orElse(null);
      Double value = accuracy == null ? null : accuracy.get(split);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    };
  }

  /** The accuracy of clusters after the best matching, as {@code cluster.json} names the split. */
  static Reading clusterAccuracy(String split) {
    return run -> {
      JsonNode value =
          clusters(run).map(c -> c.path("accuracy").path(split)).orElse(Json.MAPPER.nullNode());
      return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    };
  }

  /** A column of a run's {@code metrics.csv}, a value an epoch. */
  static double[] metrics(RunFolder run, String column) throws IOException {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(run.metricsFile().toFile())) {
      return rows.readAll().stream()
          .mapToDouble(row -> number(run, row.getOrDefault(column, "")))
          .toArray();
    }
  }

  private static double number(RunFolder run, String cell) {
    try {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new InputException(
          run.metricsFile().toString(), "'%s' is not a number".formatted(cell), "restore it", e);
    }
  }

  /**
   * A finding of a figure that the study gives; it holds where the study's could be one more of
   * ours.
   */
  Finding figure(String id, String what, double study, Sample ours, String split) {
    return finding(id, what, study, ours, Unit.PERCENT, split, Judgement.figure(study, ours));
  }

  /** A finding; of other images than the study's nothing is said about whether it holds. */
  Finding finding(
      String id,
      String what,
      @Nullable Double study,
      Sample ours,
      Unit unit,
      String split,
      Judgement judgement) {
    Judgement told =
        protocol.isStudyData()
            ? judgement
            : new Judgement(Verdict.NONE, "a rehearsal: not the study's images");
    return new Finding(
        id,
        what,
        study,
        ours.spread(),
        unit,
        split,
        told.holds(),
        told.verdict(),
        told.why(),
        ours.seconds(),
        ours.runs());
  }

  /** At most so many of the rows, evenly picked. */
  static int[] thinned(int[] rows, int most) {
    int n = Math.min(most, rows.length);
    return IntStream.range(0, n).map(i -> rows[(int) ((long) i * rows.length / n)]).toArray();
  }

  /** A picture of a run's own, copied beside the report's. */
  Path copy(Path picture, String name) throws IOException {
    Path target = protocol.folder().figure(name);
    Files.createDirectories(target.getParent());
    Files.copy(picture, target, StandardCopyOption.REPLACE_EXISTING);
    return target;
  }
}
