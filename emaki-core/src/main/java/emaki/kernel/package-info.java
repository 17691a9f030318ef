/**
 * Gaussian pairwise sums, values and gradients, and nearest centres. Begin at {@link
 * emaki.kernel.GaussianSums} and {@link emaki.kernel.NearestCentres} on checked {@link
 * emaki.kernel.Points}; the scalar and vector twins behind them trust theirs.
 */
@NullMarked
package emaki.kernel;

import org.jspecify.annotations.NullMarked;
