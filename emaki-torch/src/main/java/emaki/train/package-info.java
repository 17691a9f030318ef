/** The training loop. Begin at {@link emaki.train.Trainer#run}: one loop, top to bottom. */
@NullMarked
package emaki.train;

import org.jspecify.annotations.NullMarked;
