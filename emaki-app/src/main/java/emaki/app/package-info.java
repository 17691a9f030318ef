/** The command line: thin commands over the library. */
@NullMarked
package emaki.app;

import org.jspecify.annotations.NullMarked;
