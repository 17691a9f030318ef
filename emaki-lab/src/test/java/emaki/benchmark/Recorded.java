package emaki.benchmark;

import emaki.data.Dataset;
import emaki.eval.ShapeFit;
import emaki.run.FitRecord;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.RunRecord.Results;
import emaki.run.RunRecord.Status;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.sweep.CommandLauncher;
import emaki.sweep.Deed;
import emaki.sweep.SweepRecord.State;
import emaki.sweep.WorkProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In place of trainings: writes runs whose error is 1 + slope * lambda times the plain one's. */
final class Recorded implements CommandLauncher {
  private static final double PLAIN = 0.06;

  final List<String> given = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Double> slopes = new HashMap<>();
  private final Map<String, Double> worse = new HashMap<>();
  String failing = "";

  Recorded slope(String divergence, double slope) {
    slopes.put(divergence, slope);
    return this;
  }

  Recorded worse(String divergence, double by) {
    worse.put(divergence, by);
    return this;
  }

  /** Told nothing of interest, and never stopped. */
  static final class Told implements WorkProgress.Listener {
    @Override
    public void onBegin(int todo, int total, double seconds) {}

    @Override
    public void onRun(
        String run,
        State state,
        @Nullable String message,
        int ended,
        int todo,
        double secondsLeft) {}

    @Override
    public void onPulse(List<String> atWork, int ended, int todo, double secondsLeft) {}

    @Override
    public boolean cancelled() {
      return false;
    }
  }

  @Override
  public void check(Deed deed) {}

  @Override
  public List<String> words(Deed deed) {
    return List.of("emaki", deed.name());
  }

  @Override
  public Command start(Deed deed, Path log) {
    return new Command() {
      @Override
      public Optional<Ending> await() throws IOException {
        return carryOut(deed);
      }

      @Override
      public void stop() {}

      @Override
      public Optional<ProcessHandle> process() {
        return Optional.empty();
      }
    };
  }

  private Optional<Ending> carryOut(Deed deed) throws IOException {
    boolean again = deed.name().equals(Deed.RESUME);
    RunFolder run = new RunFolder(again ? deed.on() : deed.into());
    String name = run.path().getFileName().toString();
    given.add(name);
    TrialSpec spec = again ? run.record().autoencoder() : TrialOptions.spec(deed.settings());
    Dataset data = spec.data().load(null);
    RunRecord begun =
        RunRecord.begin(
            run.path(),
            spec,
            DatasetRecord.of(data, spec, null),
            spec.training().splits(data),
            "a test");
    Files.createDirectories(run.path());
    if (name.equals(failing)) {
      run.write(begun.with(Status.FAILED, "it broke", 1));
      return Optional.of(new Ending(State.FAILED, "it broke"));
    }
    run.write(begun.with(results(spec)).with(Status.FINISHED, null, 1));
    return Optional.empty();
  }

  private Results results(TrialSpec spec) {
    String divergence = spec.objective().divergence().replaceFirst(":.*", "");
    double excess =
        spec.objective().hasPrior()
            ? slopes.getOrDefault(divergence, 1.0) * spec.objective().lambda().number().orElse(0.02)
            : 0;
    double accuracy =
        0.9 - excess + worse.getOrDefault(divergence, 0.0) + 0.01 * spec.training().seed();
    FitRecord fit =
        new FitRecord(
            new ShapeFit(accuracy, 0.8, 1.2, 0.1, 50),
            new ShapeFit(accuracy, 0.8, 1.2, 0.1, 50),
            new ShapeFit(0.5, 0.97, 1, 0.02, 50));
    return new Results(1, 1, Map.of("train", PLAIN * (1 + excess)), null, fit, null, null);
  }
}
