/** Pictures and the self-contained HTML report of a run. Begin at {@link emaki.report.Report}. */
@NullMarked
package emaki.report;

import org.jspecify.annotations.NullMarked;
