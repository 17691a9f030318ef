package emaki.train;

import emaki.data.InputException;
import emaki.data.Safetensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where training stands, apart from the weights and Adam's moments. Random streams need no state:
 * they are addressed by epoch and step.
 */
final class TrainingState {
  private static final String BEST = "best.";
  private static final String LOSSES = "losses ";

  int epoch = 1;
  int batch;
  long step;
  double seconds;
  double epochBegan;
  Losses.Mean losses = new Losses.Mean();
  int bestEpoch;
  double bestLoss = Double.POSITIVE_INFINITY;
  Map<String, Safetensors.Tensor> bestWeights = Map.of();

  /** This state, the current weights and the optimiser's moments, in one file's worth. */
  Safetensors toCheckpoint(
      Map<String, Safetensors.Tensor> weights, Map<String, Safetensors.Tensor> optimiser) {
    Map<String, String> numbers = new TreeMap<>();
    numbers.put("epoch", String.valueOf(epoch));
    numbers.put("batch", String.valueOf(batch));
    numbers.put("step", String.valueOf(step));
    numbers.put("seconds", String.valueOf(seconds));
    numbers.put("epoch_began", String.valueOf(epochBegan));
    losses.state().forEach((name, value) -> numbers.put(LOSSES + name, String.valueOf(value)));
    numbers.put("best_epoch", String.valueOf(bestEpoch));
    numbers.put("best_loss", String.valueOf(bestLoss));
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(weights);
    tensors.putAll(optimiser);
    bestWeights.forEach((name, tensor) -> tensors.put(BEST + name, tensor));
    return new Safetensors(numbers, tensors);
  }

  /**
   * The state that a checkpoint holds.
   *
   * @throws InputException where it is not one of emaki's
   */
  static TrainingState of(Safetensors checkpoint) {
    try {
      return parse(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "checkpoint", "is damaged: " + e.getMessage(), "train anew with another --out", e);
    }
  }

  private static TrainingState parse(Safetensors checkpoint) {
    Map<String, String> numbers = checkpoint.metadata();
    TrainingState state = new TrainingState();
    state.epoch = Integer.parseInt(number(numbers, "epoch"));
    state.batch = Integer.parseInt(number(numbers, "batch"));
    state.step = Long.parseLong(number(numbers, "step"));
    state.seconds = Double.parseDouble(number(numbers, "seconds"));
    state.epochBegan = Double.parseDouble(number(numbers, "epoch_began"));
    // In the file's order, which is sorted, not in that of the parts: a mean has no order.
    state.losses =
        Losses.Mean.of(
            numbers.entrySet().stream()
                .filter(e -> e.getKey().startsWith(LOSSES))
                .collect(
                    Collectors.toMap(
                        e -> e.getKey().substring(LOSSES.length()),
                        e -> Double.parseDouble(e.getValue()))));
    state.bestEpoch = Integer.parseInt(number(numbers, "best_epoch"));
    state.bestLoss = Double.parseDouble(number(numbers, "best_loss"));
    state.bestWeights =
        checkpoint.tensors().entrySet().stream()
            .filter(e -> e.getKey().startsWith(BEST))
            .collect(
                Collectors.toMap(e -> e.getKey().substring(BEST.length()), Map.Entry::getValue));
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
