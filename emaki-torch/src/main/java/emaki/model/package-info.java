/**
 * Networks over the tensor engine. Begin at {@link emaki.model.Autoencoder}. Together with {@code
 * emaki.train} the only importers of the engine.
 */
@NullMarked
package emaki.model;

import org.jspecify.annotations.NullMarked;
