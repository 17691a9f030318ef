package emaki.model;

import emaki.part.Part;

/** A kind of layer of another jar, by the name that stored networks know it by. */
public interface LayerPart extends Part {
  /** A record, which Jackson writes and reads by its components. */
  Class<? extends Layer> layer();
}
