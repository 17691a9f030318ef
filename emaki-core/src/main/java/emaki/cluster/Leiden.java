package emaki.cluster;

import java.util.Random;
import nl.cwts.networkanalysis.Clustering;
import nl.cwts.networkanalysis.LeidenAlgorithm;
import nl.cwts.networkanalysis.Network;
import nl.cwts.util.LargeDoubleArray;
import nl.cwts.util.LargeIntArray;

/**
 * Communities of a neighbour graph by the Leiden algorithm (Traag, Waltman and van Eck 2019, "From
 * Louvain to Leiden: guaranteeing well-connected communities"; the authors' own code). They raise
 * modularity, sum over communities of within / total - resolution * (degree / total)^2: the higher
 * the resolution, the more and the smaller they are.
 */
final class Leiden {
  private static final int ITERATIONS = 2;

  private final Network network;
  private final double total;

  Leiden(NeighbourGraph graph) {
    double[] degrees = graph.degrees();
    double sum = 0;
    for (double degree : degrees) {
      sum += degree;
    }
    total = sum;
    long[] starts = new long[graph.starts().length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = graph.starts()[i];
    }
    LargeIntArray ends = new LargeIntArray(graph.ends());
    LargeDoubleArray weights = new LargeDoubleArray(graph.weights());
    network = new Network(degrees, starts, ends, weights, false);
  }

  /** The community of each point, 0 being the largest. */
  int[] communities(double resolution, long seed) {
    Clustering found = new Clustering(network.getNNodes());
    new LeidenAlgorithm(
            resolution / total, ITERATIONS, LeidenAlgorithm.DEFAULT_RANDOMNESS, new Random(seed))
        .improveClustering(network, found);
    return Sizes.largestFirst(found.getClusters(), found.getNClusters());
  }
}
