package emaki.paper;

import emaki.report.PaperPage.Figure;
import emaki.report.PaperPage.Table;
import java.io.IOException;
import java.util.List;

/** One table or figure of the study, or some that belong together. */
interface Experiment {
  /** For {@code --only}, files and links, such as {@code table-1}. */
  String id();

  /** The runs that it is made of. */
  List<Job> jobs(Protocol protocol);

  /** What has come of those of them that are done. */
  Result result(Evidence evidence) throws IOException;

  /** What the study has. */
  default Study study() {
    return Study.of(id());
  }

  /** Figures in numbers, tables and pictures. */
  record Result(List<Finding> findings, List<Table> tables, List<Figure> figures) {
    /** Of an experiment none of whose runs is done. */
    static final Result NOTHING = new Result(List.of(), List.of(), List.of());

    public Result {
      findings = List.copyOf(findings);
      tables = List.copyOf(tables);
      figures = List.copyOf(figures);
    }
  }
}
