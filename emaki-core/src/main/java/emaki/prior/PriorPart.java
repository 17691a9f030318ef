package emaki.prior;

import emaki.data.InputException;
import emaki.part.Part;
import emaki.part.PartOptions;

/** A kind of prior, by name. */
public interface PriorPart extends Part {
  /**
   * The prior of some options.
   *
   * @param latentDim dimension of the latents that are to take it. A prior that lives in another
   *     one is made all the same: that it does not fit is told elsewhere
   * @throws InputException where the options cannot be met
   */
  Prior make(PartOptions options, int latentDim);

  /**
   * The dimension of its points, as far as the options say: no file is read for it.
   *
   * @param latentDim the answer where a file would have to be read
   * @throws InputException as {@link #make} does
   */
  default int dimension(PartOptions options, int latentDim) {
    return make(options, latentDim).dimension();
  }
}
