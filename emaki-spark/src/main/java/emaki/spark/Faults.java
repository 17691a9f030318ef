package emaki.spark;

import emaki.data.InputException;

/** What Spark throws, which wraps what was thrown on an executor. */
final class Faults {
  private Faults() {}

  /** The user's fault that an executor told; what was thrown where it is none. */
  static RuntimeException usersOr(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException fault) {
        return fault;
      }
    }
    return thrown;
  }
}
