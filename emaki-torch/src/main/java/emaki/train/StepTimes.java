package emaki.train;

import ai.djl.ndarray.NDManager;
import emaki.data.ImageSet;
import emaki.data.Views;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Classifier;
import emaki.model.ClassifierSpec;
import emaki.model.Layer;
import emaki.model.PixelBatch;
import emaki.model.Standardisation;
import emaki.model.Trainable;
import emaki.model.ViewBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Milliseconds of training steps by the real trainer, measured in turns: a step of each objective,
 * then the products alone. What stands at one place in the lists was measured together.
 *
 * @param floor the matrix products and convolutions of one step and nothing else
 * @param steps whole steps, a list for each objective
 * @param phases what the time of the last objective's steps went to
 */
public record StepTimes(
    List<Double> floor, List<List<Double>> steps, Map<StepClock.Phase, List<Double>> phases) {
  private static final int WARM_UP = 6;

  /**
   * Trains an autoencoder for some steps, in turns without a regulariser and with one.
   *
   * @param batch images in a step; all images but these many are learnt from
   * @param turns how many are measured
   */
  public static StepTimes of(
      AutoencoderSpec spec,
      ImageSet images,
      Regulariser regulariser,
      int batch,
      int turns,
      int threads)
      throws IOException {
    List<Layer> layers = Stream.of(spec.encoder(), spec.decoder()).flatMap(List::stream).toList();
    try (Autoencoder model = Autoencoder.initialise(spec, 0, threads);
        StepFloor floor = new StepFloor(layers, List.of(images.values()), batch, threads)) {
      List<Objective> inTurn =
          List.of(
              new Reconstruction(model, null, images, batch),
              new Reconstruction(model, regulariser, images, batch));
      return measure(inTurn, floor, images.size(), batch, turns, threads);
    }
  }

  /**
   * Trains a classifier of pixels for some steps.
   *
   * @param images with labels
   * @param batch images in a step; all images but these many are learnt from
   * @param turns how many are measured
   */
  public static StepTimes of(
      ClassifierSpec spec, ImageSet images, Views augmentation, int batch, int turns, int threads)
      throws IOException {
    List<String> names = IntStream.range(0, spec.classes()).mapToObj(String::valueOf).toList();
    try (Classifier model =
            Classifier.ofPixels(spec, images, Standardisation.none(), names, 0, threads);
        StepFloor floor = new StepFloor(spec.layers(), List.of(spec.inputs()), batch, threads)) {
      Objective objective =
          new Classification(
              model,
              new ViewBatch(images, augmentation, 1, 0, batch, threads),
              new PixelBatch(images, batch),
              images.labels(),
              0);
      return measure(List.of(objective), floor, images.size(), batch, turns, threads);
    }
  }

  private static StepTimes measure(
      List<Objective> inTurn, StepFloor floor, int images, int batch, int turns, int threads)
      throws IOException {
    int[] train = IntStream.range(0, images - batch).toArray();
    int[] validation = IntStream.range(images - batch, images).toArray();
    int epochs = 1 + inTurn.size() * (turns + WARM_UP) * batch / train.length;
    Watch watch = new Watch(floor, inTurn.size(), turns);
    TrainOptions options = TrainOptions.of(batch, 1e-3, epochs, 0, 0, threads);
    try (Trainer trainer = new Trainer(new InTurn(inTurn), options, train, validation, watch)) {
      watch.clock = trainer.clock();
      watch.last = System.nanoTime();
      trainer.run();
    }
    return watch.times;
  }

  /** One objective after the other, a step each. */
  private record InTurn(List<Objective> objectives) implements Objective {
    @Override
    public Trainable network() {
      return objectives.get(0).network();
    }

    @Override
    public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
      int turn = (int) ((moment.step() - 1) % objectives.size());
      return objectives.get(turn).forward(scope, rows, from, count, moment);
    }

    @Override
    public Validation validate(NDManager scope, int[] rows, int batchSize, Moment moment) {
      return objectives.get(0).validate(scope, rows, batchSize, moment);
    }
  }

  /** Notes times after each step, and runs the floor after each turn. */
  private static final class Watch implements TrainingListener {
    private final StepFloor products;
    private final int objectives;
    private final int turns;
    private final StepTimes times;
    private StepClock clock = new StepClock();
    private int steps;
    private long last;

    Watch(StepFloor products, int objectives, int turns) {
      this.products = products;
      this.objectives = objectives;
      this.turns = turns;
      this.times =
          new StepTimes(
              new ArrayList<>(),
              Stream.<List<Double>>generate(ArrayList::new).limit(objectives).toList(),
              new EnumMap<>(StepClock.Phase.class));
    }

    @Override
    public void onBatch(int epoch, int batch, int batches, Losses losses) {
      double milliseconds = (System.nanoTime() - last) / 1e6;
      int objective = steps % objectives;
      boolean turnEnds = objective == objectives - 1;
      boolean warm = steps++ >= objectives * WARM_UP;
      double floor = turnEnds ? products.run() : 0;
      if (warm) {
        times.steps.get(objective).add(milliseconds);
      }
      if (warm && turnEnds) {
        times.floor.add(floor);
        for (StepClock.Phase phase : StepClock.Phase.values()) {
          List<Double> all = times.phases.computeIfAbsent(phase, p -> new ArrayList<>());
          all.add(clock.milliseconds(phase));
        }
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
      return steps >= objectives * (turns + WARM_UP);
    }
  }
}
