/**
 * Points laid out on a plane so that neighbours stay neighbours. Begin at {@link
 * emaki.map.NeighbourMap}.
 */
@NullMarked
package emaki.map;

import org.jspecify.annotations.NullMarked;
