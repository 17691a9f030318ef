/**
 * Parts that others can add: found by name, built in or on the class path. Begin at {@link
 * emaki.part.Parts}.
 */
@NullMarked
package emaki.part;

import org.jspecify.annotations.NullMarked;
