package emaki.cluster;

import emaki.data.InputException;
import emaki.data.Streams;
import emaki.kernel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Groups islands into classes of given sizes, by consensus. Islands of several resolutions are
 * grouped each for itself, such that the groups have the sizes and that islands with many edges
 * between them come together; what most of these groupings agree on, weighed by how well they do,
 * is then grouped once more.
 *
 * <p>The resolutions, the strengths of the edges and how closely sizes are met were chosen with the
 * labels of KMNIST at hand, before this was written; they are the same for all data.
 */
final class Grouping {
  private static final double[] RESOLUTIONS = {1, .75, .55, .4, .3, .2};
  private static final double[] STRENGTHS = {100, 300, 1000};
  private static final int SEEDS = 3;
  private static final int STARTS = 6;
  private static final double SPREAD = 220.0 / 70_000;
  private static final double AGREEMENT = 20;

  /** Agreements are held for each pair of them: 54 tables of 8 MB. */
  private static final int MOST_ISLANDS = 1000;

  private final NeighbourGraph graph;
  private final double[] targets;
  private final long seed;
  private final int threads;

  private final ClassSizes sizes;

  /** Islands of each resolution and seed: those of the finest come first. */
  private final int[][] partitions = new int[RESOLUTIONS.length * SEEDS][];

  Grouping(NeighbourGraph graph, ClassSizes sizes, long seed, int threads) {
    this.graph = graph;
    this.sizes = sizes;
    this.targets = Arrays.stream(sizes.shares()).map(share -> share * graph.size()).toArray();
    this.seed = seed;
    this.threads = threads;
    Leiden leiden = new Leiden(graph);
    Workers.run(
        threads,
        partitions.length,
        i -> {
          long own = Streams.of(seed, "islands", i).nextLong();
          partitions[i] = leiden.communities(RESOLUTIONS[i / SEEDS], own);
        });
  }

  /** How many islands are grouped in the end. */
  int islands() {
    return Sizes.count(partitions[0]);
  }

  /**
   * The class of each point.
   *
   * @throws InputException where there are fewer islands than classes, or too many to be grouped
   */
  int[] classes() {
    if (islands() < targets.length) {
      throw new InputException(
          sizes.given(),
          "expected no more classes than islands, found %d classes and %d islands"
              .formatted(targets.length, islands()),
          "give fewer classes, or lower the method's neighbours");
    }
    if (islands() > MOST_ISLANDS) {
      throw new InputException(
          "‹sizes›",
          "%d islands are too many to be grouped, expected %d at most"
              .formatted(islands(), MOST_ISLANDS),
          "raise the method's neighbours");
    }
    int[] groups = consensus(agreement());
    return IntStream.of(partitions[0]).map(island -> groups[island]).toArray();
  }

  /** For two of the finest islands, how far the groupings have them in one group: 0 to 1. */
  private double[][] agreement() {
    double[][][] found = new double[partitions.length * STRENGTHS.length][][];
    Workers.run(
        threads,
        found.length,
        i -> found[i] = agreement(i / STRENGTHS.length, i % STRENGTHS.length));
    double[][] mean = new double[islands()][islands()];
    for (double[][] one : found) {
      for (int a = 0; a < mean.length; a++) {
        for (int b = 0; b < mean.length; b++) {
          mean[a][b] += one[a][b] / found.length;
        }
      }
    }
    return mean;
  }

  /** By the groupings of one partition at one strength, each weighed by exp(-energy). */
  private double[][] agreement(int partition, int strength) {
    int[] islands = partitions[partition];
    Annealing annealing = annealing(islands, rewards(islands, STRENGTHS[strength]));
    List<Annealing.Result> results = distinct(annealing, partition, strength);
    double least = results.stream().mapToDouble(Annealing.Result::energy).min().orElseThrow();
    double total = 0;
    double[][] agreement = new double[islands()][islands()];
    for (Annealing.Result result : results) {
      double weight = Math.exp(least - result.energy());
      total += weight;
      add(weight, shares(islands, result.groups()), agreement);
    }
    for (double[] row : agreement) {
      for (int b = 0; b < row.length; b++) {
        row[b] /= total;
      }
    }
    return agreement;
  }

  /** What different starts end in; those that end alike count once. */
  private List<Annealing.Result> distinct(Annealing annealing, int partition, int strength) {
    Map<Long, Annealing.Result> results = new LinkedHashMap<>();
    for (int start = 0; start < STARTS; start++) {
      Annealing.Result result =
          annealing.run(Streams.of(seed, "grouping", partition, strength, start));
      results.putIfAbsent(Math.round(result.energy() * 1e4), result);
    }
    return List.copyOf(results.values());
  }

  /** The strength times the edges between two islands, as a share of all of the lesser's. */
  private double[][] rewards(int[] islands, double strength) {
    double[][] edges = graph.between(islands, Sizes.count(islands));
    double[] all = Arrays.stream(edges).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    for (int a = 0; a < all.length; a++) {
      for (int b = 0; b < all.length; b++) {
        edges[a][b] = a == b ? 0 : strength * edges[a][b] / Math.min(all[a], all[b]);
      }
    }
    return edges;
  }

  /** For each of the finest islands, which share of it is in which group. */
  private double[][] shares(int[] islands, int[] groups) {
    double[][] shares = new double[islands()][targets.length];
    int[] sizes = Sizes.of(partitions[0], islands());
    for (int i = 0; i < islands.length; i++) {
      shares[partitions[0][i]][groups[islands[i]]] += 1.0 / sizes[partitions[0][i]];
    }
    return shares;
  }

  private static void add(double weight, double[][] shares, double[][] agreement) {
    for (int a = 0; a < shares.length; a++) {
      for (int b = 0; b < shares.length; b++) {
        for (int g = 0; g < shares[a].length; g++) {
          agreement[a][b] += weight * shares[a][g] * shares[b][g];
        }
      }
    }
  }

  /** The finest islands grouped by agreement. */
  private int[] consensus(double[][] agreement) {
    int[] islands = partitions[0];
    int[] sizes = Sizes.of(islands, islands());
    double mean = (double) islands.length / sizes.length;
    double[][] rewards = new double[sizes.length][sizes.length];
    for (int a = 0; a < sizes.length; a++) {
      for (int b = 0; b < sizes.length; b++) {
        double pairs = sizes[a] / mean * sizes[b] / mean;
        rewards[a][b] = a == b ? 0 : AGREEMENT * (agreement[a][b] - 0.5) * pairs;
      }
    }
    Annealing annealing = annealing(islands, rewards);
    Annealing.Result[] results = new Annealing.Result[STARTS];
    Workers.run(
        threads,
        STARTS,
        start -> results[start] = annealing.run(Streams.of(seed, "consensus", start)));
    return Stream.of(results)
        .min(Comparator.comparingDouble(Annealing.Result::energy))
        .orElseThrow()
        .groups();
  }

  private Annealing annealing(int[] islands, double[][] rewards) {
    return new Annealing(
        Sizes.of(islands, rewards.length), targets, SPREAD * graph.size(), rewards);
  }
}
