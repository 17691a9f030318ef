package emaki.app;

import emaki.cluster.NeighbourSource;
import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.remote.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Nearest neighbours found by the machines that {@code --spark} names. They are taken hold of when
 * those of all of a run's points are asked for, and find those of some points from then on, too: a
 * run that keeps the former needs no machines.
 */
final class RemoteNeighbours implements NeighbourSource, AutoCloseable {
  private final Console console;
  private final String master;
  private final Cluster.Provider machines;
  private final int all;
  private @Nullable Cluster cluster;

  /**
   * @param master as the user gave it
   * @param all how many points the run has
   */
  RemoteNeighbours(Console console, String master, int all) {
    this.console = console;
    this.master = master;
    this.machines = Clusters.provider(master);
    this.all = all;
  }

  @Override
  public Neighbours of(Points points, int k, Metric metric, int threads) {
    Cluster held = cluster;
    if (held == null) {
      if (points.size() < all) {
        return Neighbours.of(points, k, metric, threads);
      }
      console.say("connecting to %s ...", master);
      held = machines.connect(master, machines.cores());
      cluster = held;
    }
    long began = System.nanoTime();
    Neighbours found = held.neighbours(points, k, metric);
    double seconds = (System.nanoTime() - began) / 1e9;
    double pairs = (double) points.size() * points.size();
    console.say(
        "%d nearest neighbours of %,d points in %.1f s, %.0f million pairs a second",
        k, points.size(), seconds, pairs / seconds / 1e6);
    return found;
  }

  /** Whether machines were needed. */
  boolean used() {
    return cluster != null;
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
