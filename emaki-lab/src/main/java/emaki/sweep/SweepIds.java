package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of a sweep's runs: what varies and its values, such as {@code sigma=1,lambda=10,seed=0}. Of
 * the file alone, safe in every file system, bounded in length, different for different runs.
 */
final class SweepIds {
  private static final int LONGEST = 100;
  private static final int HASH_DIGITS = 8;

  private SweepIds() {}

  /** The runs, each with its name. */
  static List<SweepRun> named(SweepFile file, List<SweepRun> runs) {
    Map<String, Integer> exact = new HashMap<>();
    Map<String, Integer> safe = new HashMap<>();
    for (SweepRun run : runs) {
      if (exact.merge(exact(run), 1, Integer::sum) > 1) {
        throw file.fault(
            JsonPointer.empty(), "asks twice for " + exact(run), "leave one of them out");
      }
      safe.merge(folded(safe(run)), 1, Integer::sum);
    }
    return runs.stream()
        .map(
            run -> {
              String name = safe(run);
              boolean alone = safe.getOrDefault(folded(name), 0) == 1 && name.length() <= LONGEST;
              String id = alone ? name : hashed(name, exact(run));
              return new SweepRun(id, run.varied(), run.spec(), run.dataDir());
            })
        .toList();
  }

  private static String exact(SweepRun run) {
    return joined(run, UnaryOperator.identity());
  }

  private static String safe(SweepRun run) {
    return joined(run, value -> value.replaceAll("[^A-Za-z0-9._-]+", "-"));
  }

  private static String joined(SweepRun run, UnaryOperator<String> change) {
    return Stream.concat(
            run.varied().entrySet().stream()
                .map(option -> option.getKey() + "=" + change.apply(option.getValue())),
            Stream.of("seed=" + run.spec().training().seed()))
        .collect(Collectors.joining(","));
  }

  /** Some file systems do not tell a from A. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String hashed(String name, String exact) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(exact.getBytes(StandardCharsets.UTF_8));
      String hash = HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
      return name.substring(0, Math.min(name.length(), LONGEST - HASH_DIGITS - 1)) + "-" + hash;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
