package emaki.remote;

import emaki.kernel.Metric;
import emaki.kernel.Neighbours;
import emaki.kernel.Points;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;

/** Machines that carry commands out, several at a time, for as long as they are held. */
public interface Cluster extends AutoCloseable {
  /** Connects to machines; found by {@link java.util.ServiceLoader}. */
  interface Provider {
    /** Cores of each task where the user has said so, or 1: the threads of a run by default. */
    int cores();

    /**
     * Takes hold of machines, within a bounded time.
     *
     * @param master where they are, in the words of whoever offers them
     * @param cores of each task
     * @throws emaki.data.InputException where nobody answers, or they are not what is needed
     */
    Cluster connect(String master, int cores);
  }

  /** Commands that they carry out at a time, as they were when they were taken hold of. */
  int slots();

  /**
   * Has an errand done. One whose machine is lost is done again on another; cancelling ends it.
   *
   * @return what came of it; fails where it was lost too often
   * @throws IOException where what it works on cannot be read
   */
  Future<Homecoming> start(Errand errand) throws IOException;

  /** Whether the machines are gone, so that nothing further will be done. */
  boolean isLost();

  /**
   * Encodes images into latents, written as Parquet.
   *
   * @param run whose model does it
   * @param images that there are
   * @param out folder of Parquet files to make
   * @return images encoded and left out
   * @throws emaki.data.InputException where an image or what is to be written is at fault
   */
  Encoded encode(RunFolder run, ImageSource images, Path out) throws IOException;

  /**
   * log of the mean Gaussian kernel exp(-|x - y|^2 / (2 h^2)) over all pairs of two samples, every
   * one of which is visited. The digits do not depend on the number of machines.
   *
   * @param x [n, dimension], held by whoever asks
   * @param y [m, dimension], sent to each machine; may be x itself
   * @param bandwidth h
   */
  double logMean(Points x, Points y, double bandwidth);

  /**
   * Nearest neighbours, exactly: what {@link Neighbours#of} gives, to the bit.
   *
   * @param points [n, dimension], sent to each machine
   * @param k neighbours of a point, fewer than there are points
   * @throws emaki.data.InputException where the machines did not bring it to an end
   */
  Neighbours neighbours(Points points, int k, Metric metric);

  /**
   * What came of encoding.
   *
   * @param images encoded
   * @param skipped images that could not be read and were left out
   * @param seconds that it took, from the first image to the last file
   */
  record Encoded(long images, long skipped, double seconds) {}

  /** Lets the machines go. */
  @Override
  void close();
}
