package emaki.train;

import emaki.data.InputException;
import emaki.data.Safetensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where training stands, apart from the weights and Adam's moments. Random streams need no state:
 * they are addressed by epoch and step.
 */
final class TrainingState {
  private static final String BEST = "best.";
  private static final String LOSSES = "losses ";
  private static final String OBJECTIVE = "objective ";

  int epoch = 1;
  int batch;
  long step;
  double seconds;
  double epochBegan;
  Losses.Mean losses = new Losses.Mean();
  int bestEpoch;
  double bestScore = Double.POSITIVE_INFINITY;
  Map<String, Safetensors.Tensor> bestWeights = Map.of();

  /** This state, the current weights, the optimiser's moments and the objective's own state. */
  Safetensors toCheckpoint(
      Map<String, Safetensors.Tensor> weights,
      Map<String, Safetensors.Tensor> optimiser,
      Objective.State objective) {
    Map<String, String> numbers = new TreeMap<>();
    numbers.put("epoch", String.valueOf(epoch));
    numbers.put("batch", String.valueOf(batch));
    numbers.put("step", String.valueOf(step));
    numbers.put("seconds", String.valueOf(seconds));
    numbers.put("epoch_began", String.valueOf(epochBegan));
    losses.state().forEach((name, value) -> numbers.put(LOSSES + name, String.valueOf(value)));
    numbers.put("best_epoch", String.valueOf(bestEpoch));
    numbers.put("best_loss", String.valueOf(bestScore));
    objective.numbers().forEach((name, v) -> numbers.put(OBJECTIVE + name, String.valueOf(v)));
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(weights);
    tensors.putAll(optimiser);
    bestWeights.forEach((name, tensor) -> tensors.put(BEST + name, tensor));
    new TreeMap<>(objective.tensors()).forEach((name, t) -> tensors.put(OBJECTIVE + name, t));
    return new Safetensors(numbers, tensors);
  }

  /**
   * The state that a checkpoint holds.
   *
   * @throws InputException where it is not one of emaki's
   */
  static TrainingState of(Safetensors checkpoint) {
    return read(checkpoint, TrainingState::parse);
  }

  /**
   * What a checkpoint holds of the objective; nothing in most.
   *
   * @throws InputException where it is not one of emaki's
   */
  static Objective.State objective(Safetensors checkpoint) {
    return read(
        checkpoint,
        c -> {
          Map<String, Double> numbers = new TreeMap<>();
          under(OBJECTIVE, c.metadata()).forEach((k, v) -> numbers.put(k, Double.valueOf(v)));
          return new Objective.State(numbers, under(OBJECTIVE, c.tensors()));
        });
  }

  private static <T> T read(Safetensors checkpoint, Function<Safetensors, T> reader) {
    try {
      return reader.apply(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "checkpoint", "is damaged: " + e.getMessage(), "train anew into another folder", e);
    }
  }

  /** What stands under names that begin so, by the rest of the names. */
  private static <T> Map<String, T> under(String prefix, Map<String, T> all) {
    return all.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .collect(Collectors.toMap(e -> e.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  private static TrainingState parse(Safetensors checkpoint) {
    Map<String, String> numbers = checkpoint.metadata();
    TrainingState state = new TrainingState();
    state.epoch = Integer.parseInt(number(numbers, "epoch"));
    state.batch = Integer.parseInt(number(numbers, "batch"));
    state.step = Long.parseLong(number(numbers, "step"));
    state.seconds = Double.parseDouble(number(numbers, "seconds"));
    state.epochBegan = Double.parseDouble(number(numbers, "epoch_began"));
    // In no order, not in that of the parts: a mean has none.
    state.losses = Losses.Mean.of(under(LOSSES, numbers));
    state.bestEpoch = Integer.parseInt(number(numbers, "best_epoch"));
    state.bestScore = Double.parseDouble(number(numbers, "best_loss"));
    state.bestWeights = under(BEST, checkpoint.tensors());
    return state;
  }

  private static String number(Map<String, String> numbers, String name) {
    String text = numbers.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "Expected the number " + name + " in the checkpoint, got none");
    }
    return text;
  }
}
