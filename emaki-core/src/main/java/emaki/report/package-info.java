/**
 * Pictures and the self-contained HTML report of a run. Begin at {@link emaki.report.ImageGrid}.
 */
@NullMarked
package emaki.report;

import org.jspecify.annotations.NullMarked;
