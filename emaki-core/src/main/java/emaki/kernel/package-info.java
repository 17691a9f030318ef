/**
 * Gaussian pairwise sums: values and gradients. Begin at {@link emaki.kernel.GaussianSums}, which
 * checks its input; the scalar and vector twins behind it trust theirs.
 */
@NullMarked
package emaki.kernel;

import org.jspecify.annotations.NullMarked;
