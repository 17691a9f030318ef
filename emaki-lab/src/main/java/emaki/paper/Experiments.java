package emaki.paper;

import emaki.data.InputException;
import java.util.List;

/** The study's tables and figures, in its order. */
final class Experiments {
  private static final List<Experiment> ALL =
      List.of(
          new LatentSizes(),
          ClassifiedFigure.latents(),
          ClassifiedFigure.pixels(),
          ClassifiedFigure.cnn(),
          RolledLatents.bySigma(),
          new DivergenceBySigma(),
          RolledLatents.byLambda(),
          new WalkedRoll(),
          new ClusteredLatents(),
          ClusterPictures.projections(),
          ClusterPictures.confusions(),
          new Cost(),
          new Elsewhere());

  private Experiments() {}

  static List<Experiment> all() {
    return ALL;
  }

  static List<String> ids() {
    return ALL.stream().map(Experiment::id).toList();
  }

  /**
   * Those of some ids, or all.
   *
   * @throws InputException where there is none of an id
   */
  static List<Experiment> of(List<String> ids) {
    for (String id : ids) {
      if (!ids().contains(id)) {
        throw new InputException(
            "‹only› " + id,
            "no table or figure of the study",
            "there are " + String.join(", ", ids()));
      }
    }
    return ids.isEmpty() ? ALL : ALL.stream().filter(e -> ids.contains(e.id())).toList();
  }
}
