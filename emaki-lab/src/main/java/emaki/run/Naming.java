package emaki.run;

import java.util.List;

/**
 * One name for some images.
 *
 * @param name empty: they have none
 * @param byHand whether a person gave it to these very images; else it is their clusters'
 * @param rows of the run
 */
public record Naming(String name, boolean byHand, List<Integer> rows) {
  public Naming {
    name = name.strip();
    rows = List.copyOf(rows);
  }
}
