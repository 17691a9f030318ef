/**
 * The run folder and its records: plain files, one reader and one writer, which everything above
 * uses. Begin at {@link emaki.run.RunFolder}.
 */
@NullMarked
package emaki.run;

import org.jspecify.annotations.NullMarked;
