/**
 * Measures of a latent space and of its clusterings. Begin at {@link emaki.eval.ContingencyTable},
 * from which {@link emaki.eval.MatchedAccuracy}, {@link emaki.eval.NormalizedMutualInformation},
 * {@link emaki.eval.AdjustedRandIndex} and {@link emaki.eval.Purity} are computed; {@link
 * emaki.eval.Silhouette} and {@link emaki.eval.PrincipalComponents} look at the points alone.
 */
@NullMarked
package emaki.eval;

import org.jspecify.annotations.NullMarked;
