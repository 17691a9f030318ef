/**
 * One run from its spec to its folder, and the work on a finished run. Begin at {@link
 * emaki.trial.Trial}, the main path of emaki.
 */
@NullMarked
package emaki.trial;

import org.jspecify.annotations.NullMarked;
