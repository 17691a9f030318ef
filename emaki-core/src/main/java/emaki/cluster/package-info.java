/**
 * Clusterings of points in a latent space. Begin at {@link emaki.cluster.KMeans}; how well a
 * clustering agrees with known classes is measured in {@code emaki.eval}.
 */
@NullMarked
package emaki.cluster;

import org.jspecify.annotations.NullMarked;
