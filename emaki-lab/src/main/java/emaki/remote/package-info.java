/**
 * Commands on other machines: what is carried there, and how what they made comes home. Begin at
 * {@link emaki.remote.Cluster}, which a module of its own offers.
 */
@NullMarked
package emaki.remote;

import org.jspecify.annotations.NullMarked;
