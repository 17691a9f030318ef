package emaki.paper;

import emaki.run.RunFolder;
import emaki.sweep.WorkProgress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One run of the study and what is done with it, one step after another.
 *
 * @param id its folder's name
 * @param seed by which jobs are ordered: all of one seed come before the next
 * @param steps at least one
 */
record Job(String id, long seed, List<Task> steps) implements WorkProgress.Job {
  Job {
    steps = List.copyOf(steps);
  }

  /** The same run with another step. */
  Job then(Task step) {
    return and(new Job(id, seed, List.of(step)));
  }

  /** The same run with another job's steps too: experiments share it. */
  Job and(Job other) {
    Set<Task> all = new LinkedHashSet<>(steps);
    all.addAll(other.steps);
    return new Job(id, seed, List.copyOf(all));
  }

  boolean isDone() {
    return steps.stream().allMatch(Task::isDone);
  }

  /** The folders that its steps make or work on, in their order. */
  List<RunFolder> runs() {
    return steps.stream().map(Task::run).distinct().toList();
  }

  /** The folder of its last step, which has what the job is for. */
  RunFolder run() {
    return steps.get(steps.size() - 1).run();
  }
}
