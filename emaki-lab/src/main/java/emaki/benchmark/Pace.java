package emaki.benchmark;

import emaki.data.InputException;
import emaki.run.ObjectiveSpec;
import emaki.run.TrialSpec;
import emaki.trial.StepTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an epoch takes, by some steps that are timed here once for each kind of network. */
final class Pace {
  private final @Nullable Path dataDir;
  private final Map<List<Object>, Double> secondsPerEpoch = new HashMap<>();

  Pace(@Nullable Path dataDir) {
    this.dataDir = dataDir;
  }

  /** Of a whole training without a prior, whose share is a few per cent. */
  synchronized double seconds(TrialSpec spec) {
    TrialSpec plain = spec.with(spec.objective().withPrior(ObjectiveSpec.NONE));
    List<Object> kind =
        List.of(
            spec.network().model(),
            spec.network().hidden(),
            spec.objective().objective(),
            spec.training().batchSize());
    return spec.training().epochs() * secondsPerEpoch.computeIfAbsent(kind, k -> timed(plain));
  }

  private double timed(TrialSpec spec) {
    try {
      return StepTiming.of(spec, dataDir).secondsPerEpoch();
    } catch (InputException e) {
      // The run itself will tell what is at fault.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
