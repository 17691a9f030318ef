/**
 * Many runs, each step of each a process of its own, resumable. Begin at {@link emaki.sweep.Sweep};
 * {@link emaki.sweep.RunWorker} and {@link emaki.sweep.WorkProgress} serve whatever else has runs
 * to carry out.
 */
@NullMarked
package emaki.sweep;

import org.jspecify.annotations.NullMarked;
