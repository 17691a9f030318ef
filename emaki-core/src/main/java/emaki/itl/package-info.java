/**
 * Information-theoretic quantities of samples, by Parzen windows with Gaussian kernels: values and
 * gradients on plain arrays. Begin at {@link emaki.itl.CauchySchwarz}.
 */
@NullMarked
package emaki.itl;

import org.jspecify.annotations.NullMarked;
