package emaki.cluster;

import com.google.auto.service.AutoService;
import emaki.data.InputException;
import emaki.data.Streams;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.part.PartOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Normalised spectral clustering (Ng, Jordan and Weiss 2001, "On Spectral Clustering: Analysis and
 * an Algorithm"): k-means of the points' coordinates in the first eigenvectors of the symmetrically
 * normalised graph of nearest neighbours, each point's brought to length 1. Unlike there it takes
 * more eigenvectors than there are clusters, which serves where a cluster is in several pieces.
 * There k-means has many minima, and its inertia tells the better ones: random swaps find them.
 *
 * @param k number of clusters, from 2 to 1000; {@link #AUTO}: after which of the first eigenvalues
 *     the gap is widest (von Luxburg 2007, "A Tutorial on Spectral Clustering", section 8.3)
 * @param vectors how many eigenvectors at most, 1 or more; {@link #AUTO}: three fifths more than
 *     clusters, at most six
 * @param neighbourhood which points the graph joins
 */
record SpectralClusterer(int k, int vectors, Neighbourhood neighbourhood) implements Clusterer {
  private static final int AUTO = 0;
  private static final int MORE = 6;
  private static final int STARTS = 5;
  private static final int MOST_SWAPS = 1000;

  /** Coordinates of points that all swaps go over, once for each centre and some times more. */
  private static final double WORK = 2.1e10;

  private static final int BESIDE_CENTRES = 8;

  private static final int ITERATIONS = 100;

  /** Of eigenvectors; by 1e-4 one of sixteen was passed over on 70,000 points. */
  private static final double TOLERANCE = 1e-6;

  private static final double UNCONVERGED = 1e-4;
  private static final double NO_GAP = 1e-6;

  /**
   * How many times as far from 1 as the k-th: on a curve the 16th is 2.8 times as far as the 10th.
   */
  private static final double INSIDE = 3;

  @Override
  public String spec() {
    return "spectral:k=%s,vectors=%s,%s".formatted(text(k), text(vectors), neighbourhood.spec());
  }

  private static int vectors(int clusters) {
    return clusters + Math.min(MORE, (3 * clusters + 4) / 5);
  }

  private static String text(int count) {
    return count == AUTO ? PartOptions.AUTO : String.valueOf(count);
  }

  @Override
  public String assumption() {
    return k == AUTO
        ? FoundCount.told("after which the graph's eigenvalues fall most")
        : Clusterer.super.assumption();
  }

  @Override
  public boolean assigns() {
    return false;
  }

  @Override
  public boolean asksNeighbours() {
    return true;
  }

  @Override
  public Clusters fit(Points points, long seed, int threads) {
    return fit(points, Neighbours::of, seed, threads);
  }

  @Override
  public Clusters fit(Points points, NeighbourSource nearest, long seed, int threads) {
    int n = points.size();
    int least = k == AUTO ? vectors(FoundCount.MOST) : vectors == AUTO ? vectors(k) : 1;
    int count = Math.min(n, Math.max(vectors, least));
    Lanczos.requireRoom(n, count);
    NeighbourGraph graph = neighbourhood.graph(points, nearest, threads);
    // k-means sees eigenvectors, which differ even where all points are one.
    if (k != AUTO) {
      KMeans.requireEnough(points, k);
    }
    double[] roots = graph.degrees();
    for (int i = 0; i < n; i++) {
      roots[i] = Math.sqrt(roots[i]);
    }
    int[] components = graph.components();
    Lanczos.Eigen eigen =
        Lanczos.largest(
            (x, from, to, product) -> times(graph, roots, x, from, to, product),
            n,
            known(components, roots, count),
            count,
            TOLERANCE,
            Streams.of(seed, "spectral"),
            threads);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("components", (double) Sizes.count(components));
    if (eigen.residual() > UNCONVERGED) {
      figures.put("unconverged", eigen.residual());
    }
    int clusters = k;
    if (k == AUTO) {
      clusters = widestGap(eigen.values());
      figures.put("eigengap", eigen.values()[clusters - 1] - eigen.values()[clusters]);
    }
    int most = Math.min(count, vectors == AUTO ? vectors(clusters) : vectors);
    int telling = telling(eigen.values(), clusters, most);
    if (telling < most) {
      figures.put("vectors", (double) telling);
    }
    Points rows = rows(eigen, telling);
    KMeans.Options options = new KMeans.Options(clusters, seed, STARTS, ITERATIONS, threads);
    KMeans fitted = KMeans.fit(rows, options, swaps(rows, clusters));
    figures.put("inertia", fitted.inertia());
    return new Clusters(fitted.assign(rows), clusters, Optional.empty(), figures);
  }

  /**
   * How many of the first {@code most} eigenvectors tell clusters apart. Where clusters stand by
   * themselves, those behind the k-th say how the inside of one hangs together, and their
   * eigenvalues are much further from 1.
   */
  private static int telling(double[] values, int clusters, int most) {
    int count = Math.min(clusters, most);
    if (clusters > values.length) {
      return count;
    }
    double furthest = 1 - INSIDE * Math.max(1 - values[clusters - 1], NO_GAP);
    while (count < most && values[count] >= furthest) {
      count++;
    }
    return count;
  }

  /** As many as there is time for: some seconds for 70,000 points and ten clusters. */
  private static int swaps(Points rows, int clusters) {
    return (int)
        Math.min(MOST_SWAPS, WORK / ((double) rows.values().length * (clusters + BESIDE_CENTRES)));
  }

  /** After how many of the eigenvalues, which fall, the next is furthest below. */
  private static int widestGap(double[] values) {
    int most = Math.min(FoundCount.MOST, values.length - 1);
    int widest =
        IntStream.rangeClosed(FoundCount.LEAST, most)
            .boxed()
            .max(Comparator.comparingDouble(k -> values[k - 1] - values[k]))
            .orElse(0);
    if (widest == 0 || values[widest - 1] - values[widest] < NO_GAP) {
      throw new InputException(
          "‹k› auto",
          "the graph of nearest neighbours has no gap after %d to %d eigenvalues: it is in more pieces, or has fewer points"
              .formatted(FoundCount.LEAST, FoundCount.MOST),
          "give a number, or raise the method's neighbours");
    }
    return widest;
  }

  /** D^-1/2 W D^-1/2 x, the roots being those of the degrees. */
  private static void times(
      NeighbourGraph graph, double[] roots, double[] x, int from, int to, double[] product) {
    int[] starts = graph.starts();
    int[] ends = graph.ends();
    double[] weights = graph.weights();
    for (int i = from; i < to; i++) {
      double sum = 0;
      for (int e = starts[i]; e < starts[i + 1]; e++) {
        sum += weights[e] * x[ends[e]] / roots[ends[e]];
      }
      product[i] = sum / roots[i];
    }
  }

  /** The eigenvectors of the eigenvalue 1: one for each component, the largest come first. */
  private static List<double[]> known(int[] components, double[] roots, int most) {
    List<double[]> known = new ArrayList<>();
    int count = Math.min(most, Sizes.count(components));
    double[] squares = new double[count];
    for (int c = 0; c < count; c++) {
      known.add(new double[roots.length]);
    }
    for (int i = 0; i < roots.length; i++) {
      if (components[i] < count) {
        squares[components[i]] += roots[i] * roots[i];
      }
    }
    for (int i = 0; i < roots.length; i++) {
      if (components[i] < count) {
        known.get(components[i])[i] = roots[i] / Math.sqrt(squares[components[i]]);
      }
    }
    return known;
  }

  /** Each point's coordinates in the eigenvectors, of length 1. */
  private static Points rows(Lanczos.Eigen eigen, int count) {
    double[][] vectors = Arrays.copyOf(eigen.vectors(), count);
    int n = vectors[0].length;
    float[] rows = new float[n * count];
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (double[] vector : vectors) {
        square += vector[i] * vector[i];
      }
      for (int v = 0; v < count && square > 0; v++) {
        rows[i * count + v] = (float) (vectors[v][i] / Math.sqrt(square));
      }
    }
    return new Points(rows, count);
  }

  /** By name. */
  @AutoService(ClustererPart.class)
  public static final class Part implements ClustererPart {
    @Override
    public String usage() {
      return "spectral:k=10,vectors=16," + Neighbourhood.USAGE;
    }

    @Override
    public Clusterer make(PartOptions options) {
      int k = options.countOrAuto("k", 10, 2, 1000).orElse(AUTO);
      int usual = k == AUTO ? AUTO : vectors(k);
      int vectors = options.countOrAuto("vectors", usual, 1, 2000).orElse(AUTO);
      return new SpectralClusterer(k, vectors, Neighbourhood.of(options));
    }
  }
}
