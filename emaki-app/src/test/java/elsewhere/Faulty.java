package elsewhere;

import emaki.cluster.Clusterer;
import emaki.cluster.ClustererPart;
import emaki.part.PartOptions;

/** A part of somebody's jar that fails. */
public final class Faulty implements ClustererPart {
  @Override
  public String usage() {
    return "faulty";
  }

  @Override
  public Clusterer make(PartOptions options) {
    throw new IllegalStateException("moths\nin it");
  }
}
