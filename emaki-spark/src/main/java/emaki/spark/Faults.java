package emaki.spark;

import emaki.data.InputException;
import java.io.IOException;

/** What Spark throws, which wraps what was thrown on an executor. */
final class Faults {
  private Faults() {}

  /**
   * The user's fault that an executor told; else what was thrown, in the first line of its words:
   * the others are an executor's stack.
   *
   * @throws IOException where it was one
   */
  static RuntimeException usersOr(Exception thrown) throws IOException {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException fault) {
        return fault;
      }
    }
    if (thrown instanceof IOException io) {
      throw io;
    }
    return thrown instanceof RuntimeException own
        ? own
        : new IllegalStateException("Spark: " + firstLine(thrown), thrown);
  }

  /** What was thrown, without an executor's stack. */
  static String firstLine(Exception thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
  }
}
