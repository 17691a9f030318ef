/**
 * Shapes that latents may take. Begin at {@link emaki.prior.Priors}, which knows them by name;
 * those with coordinates are a {@link emaki.prior.Chart}.
 */
@NullMarked
package emaki.prior;

import org.jspecify.annotations.NullMarked;
