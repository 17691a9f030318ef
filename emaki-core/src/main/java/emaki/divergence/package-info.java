/**
 * Information-theoretic quantities of samples, by Parzen windows with Gaussian kernels: values and
 * gradients on plain arrays. Begin at {@link emaki.divergence.CauchySchwarz}.
 */
@NullMarked
package emaki.divergence;

import org.jspecify.annotations.NullMarked;
