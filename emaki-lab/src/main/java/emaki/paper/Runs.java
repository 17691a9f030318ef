package emaki.paper;

import emaki.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The runs of one of the study's systems, one or more for each seed.
 *
 * @param folder that they are in
 * @param job of a seed
 */
record Runs(PaperFolder folder, List<Long> seeds, LongFunction<Job> job) {
  List<Job> jobs() {
    return seeds.stream().map(job::apply).toList();
  }

  /** One quantity over the seeds whose runs are done, as the last run of each seed has it. */
  Sample sample(Reading reading) throws IOException {
    List<Sample.Measure> measures = new ArrayList<>();
    for (Job each : jobs()) {
      List<RunFolder> runs = each.runs();
      Double value =
          runs.stream().allMatch(run -> run.finished().isPresent()) ? reading.of(each.run()) : null;
      if (value != null) {
        measures.add(
            new Sample.Measure(
                each.seed(),
                value,
                runs.stream().mapToDouble(run -> run.record().seconds()).sum(),
                runs.stream().map(run -> folder.relative(run.path())).toList()));
      }
    }
    return new Sample(measures);
  }
}
