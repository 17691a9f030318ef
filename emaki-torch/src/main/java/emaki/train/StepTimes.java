package emaki.train;

import ai.djl.ndarray.NDManager;
import emaki.data.ImageSet;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Trainable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Milliseconds of training steps, measured in turns: the matrix products alone, a plain step, a
 * regularised one. What stands at one place in the lists was measured together.
 *
 * @param floor the matrix products of one step and nothing else
 * @param plain steps without a regulariser
 * @param regularised steps with one
 * @param phases what the regularised steps' time went to
 */
public record StepTimes(
    List<Double> floor,
    List<Double> plain,
    List<Double> regularised,
    Map<StepClock.Phase, List<Double>> phases) {
  private static final int WARM_UP = 6;

  /**
   * Trains some steps by the real trainer.
   *
   * @param batch images in a step; all images but these many are learnt from
   * @param turns how many are measured
   */
  public static StepTimes measure(
      AutoencoderSpec spec,
      ImageSet images,
      Regulariser regulariser,
      int batch,
      int turns,
      int threads)
      throws IOException {
    int[] train = IntStream.range(0, images.size() - batch).toArray();
    int[] validation = IntStream.range(images.size() - batch, images.size()).toArray();
    int epochs = 1 + 2 * (turns + WARM_UP) * batch / train.length;
    try (Autoencoder model = Autoencoder.initialise(spec, 0, threads);
        GemmFloor gemms = new GemmFloor(spec, batch, threads)) {
      Objective inTurn =
          new InTurn(
              new Reconstruction(model, null, images, batch),
              new Reconstruction(model, regulariser, images, batch));
      Watch watch = new Watch(gemms, turns);
      TrainOptions options = TrainOptions.of(batch, 1e-3, epochs, 0, 0, threads);
      try (Trainer trainer = new Trainer(inTurn, options, train, validation, watch)) {
        watch.clock = trainer.clock();
        watch.last = System.nanoTime();
        trainer.run();
      }
      return watch.times;
    }
  }

  /** Every other step regularised. */
  private record InTurn(Objective plain, Objective regularised) implements Objective {
    @Override
    public Trainable network() {
      return plain.network();
    }

    @Override
    public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
      Objective turn = moment.step() % 2 == 1 ? plain : regularised;
      return turn.forward(scope, rows, from, count, moment);
    }

    @Override
    public Validation validate(NDManager scope, int[] rows, int batchSize, Moment moment) {
      return plain.validate(scope, rows, batchSize, moment);
    }
  }

  /** Notes times after each step, and runs the floor after each regularised one. */
  private static final class Watch implements TrainingListener {
    private final GemmFloor gemms;
    private final int turns;
    private final StepTimes times =
        new StepTimes(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new EnumMap<>(StepClock.Phase.class));
    private StepClock clock = new StepClock();
    private int steps;
    private long last;

    Watch(GemmFloor gemms, int turns) {
      this.gemms = gemms;
      this.turns = turns;
    }

    @Override
    public void onBatch(int epoch, int batch, int batches, Losses losses) {
      double milliseconds = (System.nanoTime() - last) / 1e6;
      boolean regularised = steps % 2 == 1;
      boolean warm = steps++ >= 2 * WARM_UP;
      double floor = regularised ? gemms.run() : 0;
      if (warm && regularised) {
        times.regularised.add(milliseconds);
        times.floor.add(floor);
        for (StepClock.Phase phase : StepClock.Phase.values()) {
          List<Double> all = times.phases.computeIfAbsent(phase, p -> new ArrayList<>());
          all.add(clock.milliseconds(phase));
        }
      } else if (warm) {
        times.plain.add(milliseconds);
      }
      last = System.nanoTime();
    }

    /** Validation and checkpoints belong to no step. */
    @Override
    public void onCheckpoint(emaki.data.Safetensors state) {
      last = System.nanoTime();
    }

    @Override
    public boolean cancelled() {
      return steps >= 2 * (turns + WARM_UP);
    }
  }
}
