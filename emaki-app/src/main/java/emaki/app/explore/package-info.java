/**
 * The web explorer's server: begin at {@link emaki.app.explore.Explorer}. It listens on the
 * loopback interface alone and computes nothing that the library does not.
 */
@NullMarked
package emaki.app.explore;

import org.jspecify.annotations.NullMarked;
