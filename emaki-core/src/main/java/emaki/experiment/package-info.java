/**
 * One run from its description to its folder. Begin at {@link emaki.experiment.Trial#run}, the main
 * path of emaki.
 */
@NullMarked
package emaki.experiment;

import org.jspecify.annotations.NullMarked;
