/**
 * Many runs, each step of each a command of its own, resumable. Begin at {@link emaki.sweep.Sweep};
 * {@link emaki.sweep.RunWorker} and {@link emaki.sweep.CommandRunner} serve whatever else carries
 * commands out.
 */
@NullMarked
package emaki.sweep;

import org.jspecify.annotations.NullMarked;
