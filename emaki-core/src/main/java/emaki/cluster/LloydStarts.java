package emaki.cluster;

import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.clustering.kmeans.KMeansTrainer.Initialisation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.la.DenseVector;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Single starts of Tribuo's k-means, all on one data set, which costs more to build than to keep.
 */
final class LloydStarts {
  /**
   * Tribuo logs a line for every iteration. The field keeps the logger alive: the log manager holds
   * loggers weakly, and a collected one comes back with its level forgotten.
   */
  private static final Logger TRIBUO = Logger.getLogger(KMeansTrainer.class.getName());

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private final MutableDataset<ClusterID> dataset;

  LloydStarts(float[] points, int dimension) {
    ClusteringFactory factory = new ClusteringFactory();
    dataset = new MutableDataset<>(new SimpleDataSourceProvenance("points", factory), factory);
    // Tribuo sorts features by name; padded with zeros, the order of names is that of the columns.
    String[] names =
        IntStream.range(0, dimension).mapToObj("%010d"::formatted).toArray(String[]::new);
    for (int row = 0; row < points.length; row += dimension) {
      double[] values = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        values[j] = points[row + j];
      }
      dataset.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, values));
    }
  }

  /** The centres that one start ends at, k x dimension, row-major. */
  float[] run(int k, int iterations, long seed) {
    // One thread, because with more the order of summation, and so the centres, vary between runs.
    KMeansTrainer trainer =
        new KMeansTrainer(k, iterations, new L2Distance(), Initialisation.PLUSPLUS, 1, seed);
    DenseVector[] found = trainer.train(dataset).getCentroidVectors();
    double[] values =
        Arrays.stream(found).flatMapToDouble(c -> Arrays.stream(c.toArray())).toArray();
    float[] centres = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      centres[i] = (float) values[i];
    }
    return centres;
  }
}
