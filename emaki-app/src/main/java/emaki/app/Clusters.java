package emaki.app;

import emaki.data.InputException;
import emaki.data.Providers;
import emaki.remote.Cluster;

/** The machines that {@code --spark} names, by what a jar beside emaki's own offers. */
final class Clusters {
  private Clusters() {}

  /**
   * What connects to them.
   *
   * @param master as the user gave it, for the message
   * @throws InputException where emaki-spark is not there
   */
  static Cluster.Provider provider(String master) {
    return Providers.of(Cluster.Provider.class).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--spark " + master,
                    "needs emaki-spark on the path",
                    "build it: mvn package -pl emaki-spark -am; docs/scaling.md says where it goes"));
  }
}
