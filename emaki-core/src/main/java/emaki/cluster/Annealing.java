package emaki.cluster;

import java.util.random.RandomGenerator;

/**
 * Puts islands into groups of given sizes, those that belong together into one, by simulated
 * annealing of the energy sum over groups of (size - target)^2 / (2 spread^2) - sum over pairs of
 * islands in one group of their reward.
 */
final class Annealing {
  private static final int STEPS_AN_ISLAND = 10_000;
  private static final double HOT = 30;
  private static final double COLD = 0.2;

  private final int[] sizes;
  private final double[] targets;
  private final double rate;
  private final double[][] rewards;

  /**
   * @param sizes [islands]
   * @param targets [groups]
   * @param spread how far from its target a group's size easily is
   * @param rewards [islands, islands], symmetric, 0 of an island with itself
   */
  Annealing(int[] sizes, double[] targets, double spread, double[][] rewards) {
    this.sizes = sizes;
    this.targets = targets;
    this.rate = 1 / (2 * spread * spread);
    this.rewards = rewards;
  }

  /**
   * A grouping.
   *
   * @param energy lower is better
   * @param groups [islands]
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Result(double energy, int[] groups) {}

  /** The best of what one walk from a random grouping comes by. */
  Result run(RandomGenerator random) {
    Walk walk = new Walk(random);
    int steps = STEPS_AN_ISLAND * sizes.length;
    double cooling = Math.pow(COLD / HOT, 1.0 / steps);
    double temperature = HOT;
    for (int step = 0; step < steps; step++) {
      int island = random.nextInt(sizes.length);
      if (random.nextBoolean()) {
        walk.move(island, random.nextInt(targets.length), temperature);
      } else {
        walk.swap(island, random.nextInt(sizes.length), temperature);
      }
      temperature *= cooling;
    }
    return new Result(walk.least, walk.best);
  }

  private double misfit(int group, double size) {
    double off = size - targets[group];
    return off * off * rate;
  }

  /** One walk through the groupings. */
  private final class Walk {
    private final RandomGenerator random;
    private final int[] groups = new int[sizes.length];
    private final double[] filled = new double[targets.length];

    /** [groups, islands]: what each island's rewards in each group come to. */
    private final double[][] pulls = new double[targets.length][sizes.length];

    private double energy;
    private double least;
    private int[] best;

    Walk(RandomGenerator random) {
      this.random = random;
      for (int i = 0; i < groups.length; i++) {
        groups[i] = random.nextInt(targets.length);
        energy -= pulls[groups[i]][i];
        put(i, groups[i], 1);
      }
      for (int g = 0; g < targets.length; g++) {
        energy += misfit(g, filled[g]);
      }
      least = energy;
      best = groups.clone();
    }

    void move(int island, int to, double temperature) {
      int from = groups[island];
      if (from != to) {
        double change = refill(from, to, sizes[island]) + pulls[from][island] - pulls[to][island];
        if (taken(change, temperature)) {
          regroup(island, to);
          remember(change);
        }
      }
    }

    void swap(int island, int other, double temperature) {
      int from = groups[island];
      int to = groups[other];
      if (from != to) {
        // Each would count the other, which is then no longer there.
        double change =
            refill(from, to, sizes[island] - sizes[other])
                + pulls[from][island]
                - pulls[to][island]
                + pulls[to][other]
                - pulls[from][other]
                + 2 * rewards[island][other];
        if (taken(change, temperature)) {
          regroup(island, to);
          regroup(other, from);
          remember(change);
        }
      }
    }

    private void regroup(int island, int to) {
      put(island, groups[island], -1);
      put(island, to, 1);
      groups[island] = to;
    }

    /** Into a group, or by -1 out of it. */
    private void put(int island, int group, int times) {
      filled[group] += times * sizes[island];
      double[] pull = pulls[group];
      double[] reward = rewards[island];
      for (int j = 0; j < pull.length; j++) {
        pull[j] += times * reward[j];
      }
    }

    private double refill(int from, int to, int size) {
      return misfit(from, filled[from] - size)
          - misfit(from, filled[from])
          + misfit(to, filled[to] + size)
          - misfit(to, filled[to]);
    }

    private boolean taken(double change, double temperature) {
      return change <= 0 || random.nextDouble() < Math.exp(-change / temperature);
    }

    private void remember(double change) {
      energy += change;
      if (energy < least - 1e-9) {
        least = energy;
        best = groups.clone();
      }
    }
  }
}
