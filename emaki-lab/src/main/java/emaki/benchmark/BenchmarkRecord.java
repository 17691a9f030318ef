package emaki.benchmark;

import emaki.data.InputException;
import emaki.run.Provenance;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What {@code benchmark.json} says of a benchmark.
 *
 * @param format of the folder
 * @param emaki version that began it
 * @param created when it began, ISO 8601 in UTC
 * @param settings of all its runs
 * @param seeds most that a call has asked for
 * @param failures why commands failed, by run, or by run and clustering
 * @param workSeconds wall time of all sittings so far
 */
record BenchmarkRecord(
    int format,
    String emaki,
    String created,
    Map<String, String> settings,
    int seeds,
    Map<String, String> failures,
    double workSeconds) {
  /** The format that this version writes. */
  static final int FORMAT = 1;

  BenchmarkRecord {
    Objects.requireNonNull(emaki, "it names no version");
    settings =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(settings, "it has no settings")));
    failures = Collections.unmodifiableMap(new TreeMap<>(failures == null ? Map.of() : failures));
  }

  /** What a first call begins with. */
  static BenchmarkRecord of(Map<String, String> settings) {
    return new BenchmarkRecord(
        FORMAT,
        Provenance.version(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        settings,
        0,
        Map.of(),
        0);
  }

  /**
   * Checks that a folder's runs are those that are wanted now.
   *
   * @throws InputException where they are others
   */
  void requireSame(Path folder, Map<String, String> wanted) {
    wanted.forEach(
        (name, value) -> {
          String before = settings.getOrDefault(name, "none");
          if (!before.equals(value)) {
            throw new InputException(
                folder.toString(),
                "was begun with %s %s, not %s".formatted(name, before, value),
                "choose another folder");
          }
        });
  }

  /** The same, with another call that asks for seeds. */
  BenchmarkRecord asked(int moreSeeds, boolean retryFailed) {
    return new BenchmarkRecord(
        format,
        emaki,
        created,
        settings,
        Math.max(seeds, moreSeeds),
        retryFailed ? Map.of() : failures,
        workSeconds);
  }

  /** The same after some work. */
  BenchmarkRecord after(double totalSeconds, Map<String, String> newFailures) {
    return new BenchmarkRecord(format, emaki, created, settings, seeds, newFailures, totalSeconds);
  }
}
