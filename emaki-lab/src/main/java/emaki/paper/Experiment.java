package emaki.paper;

import java.io.IOException;
import java.util.List;

/** One table or figure of the study, or some that belong together. */
interface Experiment {
  /** By which it is asked for, and for files and links, such as {@code table-1}. */
  String id();

  /** The runs that it is made of. */
  List<Job> jobs(Protocol protocol);

  /** Adds what has come of those of them that are done. */
  void tell(Protocol protocol, Result result) throws IOException;

  /** What has come of those of them that are done. */
  default Result result(Evidence evidence) throws IOException {
    Result result = new Result(evidence);
    tell(evidence.protocol(), result);
    return result;
  }

  /** What the study has. */
  default Study study() {
    return Study.of(id());
  }
}
