package emaki.cluster;

import emaki.data.InputException;
import emaki.part.Part;
import emaki.part.PartOptions;

/** A kind of clustering, by name. */
public interface ClustererPart extends Part {
  /**
   * The clusterer of some options.
   *
   * @throws InputException where the options cannot be met
   */
  Clusterer make(PartOptions options);
}
