/** JMH benchmarks of the kernels and divergences. */
@NullMarked
package emaki.bench;

import org.jspecify.annotations.NullMarked;
