package emaki.trial;

import emaki.run.RunFolder;
import emaki.run.RunRecord.Results;
import emaki.train.Objective;
import java.io.IOException;

/** A network that is being taught; it is freed when this is closed. */
interface Learner extends AutoCloseable {
  /** What training minimises. */
  Objective objective();

  /**
   * Writes the trained network and what it makes of the whole data set into the run's folder.
   *
   * @return the results with how good that is
   */
  Results score(RunFolder run, Results results) throws IOException;

  @Override
  void close();
}
