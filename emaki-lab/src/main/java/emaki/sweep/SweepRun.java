package emaki.sweep;

import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sweep.
 *
 * @param id of the run and its folder, such as {@code sigma=1,seed=0}
 * @param configuration index of its configuration, from 0: runs that differ in the seed alone share
 *     it
 * @param varied the options that the sweep varies with their values here, the seed not among them
 * @param spec everything that decides its numbers
 * @param dataDir where to look for known data sets first; null: the usual places
 */
public record SweepRun(
    String id,
    int configuration,
    Map<String, String> varied,
    TrialSpec spec,
    @Nullable String dataDir) {

  /**
   * The command that makes the run: every option written out, so that no default of a user or of a
   * later emaki changes what it does.
   *
   * @param folder of the run
   */
  List<String> train(String folder) {
    List<String> words = new ArrayList<>(List.of("train"));
    TrialOptions.of(spec).forEach((name, value) -> words.addAll(List.of("--" + name, value)));
    if (dataDir != null) {
      words.addAll(List.of("--data-dir", dataDir));
    }
    words.addAll(List.of("--out", folder));
    return words;
  }
}
