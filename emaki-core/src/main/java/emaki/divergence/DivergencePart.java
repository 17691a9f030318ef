package emaki.divergence;

import emaki.data.InputException;
import emaki.part.Part;
import emaki.part.PartOptions;

/** A kind of divergence, by name. */
public interface DivergencePart extends Part {
  /**
   * What a run says to every divergence.
   *
   * @param width of the kernel, for those that have one to be chosen
   * @param threads at most so many at a time; the numbers do not depend on it
   */
  record Setting(KernelWidth width, int threads) {}

  /**
   * The divergence of some options.
   *
   * @throws InputException where the options cannot be met
   */
  Divergence make(PartOptions options, Setting setting);

  /** Whether it goes by the setting's width; if not, a width that the user gives is refused. */
  default boolean hasWidth() {
    return true;
  }
}
