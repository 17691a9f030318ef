package emaki.paper;

import com.fasterxml.jackson.annotation.JsonIgnore;
import emaki.eval.Spread;
import emaki.report.PaperPage.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of ours beside the study's, as {@code results.json} keeps it.
 *
 * @param id of the table or figure and the figure in it, such as {@code table-1/k30}
 * @param what is measured
 * @param study the study's figure; null where it gives none
 * @param ours over the seeds
 * @param unit of both
 * @param split that was measured
 * @param holds whether what the study says holds; null where that cannot be told, or nothing was
 *     said
 * @param verdict the same in a word
 * @param why in words
 * @param seconds of training, of all its runs
 * @param runs folders, relative to the report's
 */
record Finding(
    String id,
    String what,
    @Nullable Double study,
    Spread ours,
    Unit unit,
    String split,
    @Nullable Boolean holds,
    @JsonIgnore Verdict verdict,
    String why,
    double seconds,
    List<String> runs) {
  Finding {
    runs = List.copyOf(runs);
  }
}
