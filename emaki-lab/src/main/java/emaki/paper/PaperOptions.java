package emaki.paper;

import emaki.data.InputException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be reproduced, and where.
 *
 * @param data the study's is {@code kmnist}; with other images its figures are shown but nothing is
 *     said about whether they hold
 * @param dataDir where to look for known datasets first; null: the usual places
 * @param out folder of runs and report
 * @param seeds of each table; null: as many as the budget gives it
 * @param only ids of tables and figures; empty: all
 * @param parallel runs at a time, each on one thread: the bits do not depend on it
 * @param command that asks for it, as the report tells it
 */
public record PaperOptions(
    String data,
    @Nullable Path dataDir,
    Path out,
    Budget budget,
    @Nullable Integer seeds,
    List<String> only,
    int parallel,
    String command) {
  /** The study's data set. */
  public static final String STUDY_DATA = "kmnist";

  /** Checksum of the study's images and labels, {@link emaki.data.ImageSet#sha256}. */
  static final String STUDY_SHA256 =
      "2cfdda298f683be353dfe0a5c00a976db3edb51175d285af4c9fde1019d1813d";

  public PaperOptions {
    only = List.copyOf(only);
    if (seeds != null && (seeds < 1 || seeds > 1000)) {
      throw new InputException("‹seeds› " + seeds, "expected 1 to 1000 seeds", "try 3");
    }
    if (parallel < 1 || parallel > 1024) {
      throw new InputException(
          "‹parallel› " + parallel, "expected 1 to 1024 runs at a time", "try 2");
    }
  }
}
