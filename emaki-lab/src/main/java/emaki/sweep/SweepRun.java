package emaki.sweep;

import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sweep.
 *
 * @param id of the run and its folder, such as {@code sigma=1,seed=0}
 * @param varied the options that the sweep varies with their values here, the seed not among them:
 *     its configuration, which runs that differ in the seed alone share
 * @param spec everything that decides its numbers
 * @param dataDir where to look for known data sets first; null: the usual places
 */
public record SweepRun(
    String id, Map<String, String> varied, TrialSpec spec, @Nullable Path dataDir) {

  /** By which runs of the same images know each other. */
  List<@Nullable Object> images() {
    return Arrays.asList(spec.data(), dataDir);
  }

  /**
   * What makes the run: every setting is given, so that no default of a user or of a later emaki
   * changes what it does.
   */
  Deed train(Path folder) {
    Map<String, String> settings = new LinkedHashMap<>(TrialOptions.of(spec));
    if (dataDir != null) {
      settings.put("data-dir", dataDir.toString());
    }
    return new Deed("train", null, settings, folder);
  }
}
