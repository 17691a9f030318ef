package emaki.train;

import java.util.EnumMap;
import java.util.Map;

/** What the time of training steps goes to. */
public final class StepClock {
  /** A part of a step. */
  public enum Phase {
    /** Images into the engine, latents and losses out of it. */
    COPYING,
    /** Through the network. */
    FORWARD,
    /** From what the network gives to a number. */
    LOSS,
    /** The divergence of the latents and its gradient, on plain arrays. */
    REGULARISER,
    /** Differentiation. */
    BACKWARD,
    /** The optimiser. */
    UPDATE
  }

  private final Map<Phase, Long> nanoseconds = new EnumMap<>(Phase.class);
  private long last = System.nanoTime();

  /** Begins a step: what came since the last one belongs to none. */
  void begin() {
    nanoseconds.clear();
    last = System.nanoTime();
  }

  /** The time since the last call went to a phase. */
  public void lap(Phase phase) {
    long now = System.nanoTime();
    nanoseconds.merge(phase, now - last, Long::sum);
    last = now;
  }

  /** Milliseconds of the last step that went to a phase. */
  public double milliseconds(Phase phase) {
    return nanoseconds.getOrDefault(phase, 0L) / 1e6;
  }
}
