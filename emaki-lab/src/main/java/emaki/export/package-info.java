/** Finished runs in the forms of other tools. */
@NullMarked
package emaki.export;

import org.jspecify.annotations.NullMarked;
