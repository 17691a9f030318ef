package emaki.paper;

import emaki.data.InputException;
import emaki.run.Provenance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code paper.json} says of a reproduction.
 *
 * @param format of the folder
 * @param emaki version that began it
 * @param created when it began, ISO 8601 in UTC
 * @param data set of all runs
 * @param budget of all runs
 * @param seeds most that a call has asked for; null: none has
 * @param workSeconds wall time of all sittings so far
 */
record PaperRecord(
    int format,
    String emaki,
    String created,
    String data,
    Budget budget,
    @Nullable Integer seeds,
    double workSeconds) {
  /** The format that this version writes. */
  static final int FORMAT = 1;

  PaperRecord {
    Objects.requireNonNull(emaki, "it names no version");
    Objects.requireNonNull(data, "it names no data");
    Objects.requireNonNull(budget, "it names no budget");
  }

  /**
   * Checks that a folder's runs are those that are wanted now.
   *
   * @throws InputException where they are of other data or another budget
   */
  void requireSame(PaperFolder folder, PaperOptions options) {
    if (!data.equals(options.data())) {
      throw new InputException(
          folder.path().toString(), "was begun with ‹data› " + data, "choose another folder");
    }
    if (budget != options.budget()) {
      throw new InputException(
          folder.path().toString(),
          "was begun with ‹budget› " + budget.name().toLowerCase(java.util.Locale.ROOT),
          "choose another folder");
    }
  }

  /** What a first call with these options begins with. */
  static PaperRecord of(PaperOptions options) {
    return new PaperRecord(
        FORMAT,
        Provenance.version(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        options.data(),
        options.budget(),
        null,
        0);
  }

  /** The same, with another call that asks for seeds. */
  PaperRecord asked(@Nullable Integer moreSeeds) {
    Integer most = moreSeeds == null ? seeds : (Integer) Math.max(mostSeeds(), moreSeeds);
    return new PaperRecord(format, emaki, created, data, budget, most, workSeconds);
  }

  /** Most seeds that a call has asked for, or 0. */
  int mostSeeds() {
    return seeds == null ? 0 : seeds;
  }

  PaperRecord worked(double seconds) {
    return new PaperRecord(format, emaki, created, data, budget, seeds, workSeconds + seconds);
  }
}
