/**
 * Images and where they come from. Begin at {@link emaki.data.ImageSet}; readers, the embedded
 * generator, the catalogue and the splits all make or divide one.
 */
@NullMarked
package emaki.data;

import org.jspecify.annotations.NullMarked;
