package emaki.benchmark;

import emaki.sweep.WorkProgress;
import java.util.List;

/**
 * Commands that are given one after another.
 *
 * @param id by which people know it
 */
record BenchmarkJob(String id, List<BenchmarkStep> steps) implements WorkProgress.Job {
  BenchmarkJob {
    steps = List.copyOf(steps);
  }
}
