/**
 * Benchmarks of what emaki makes: plans of its own commands over configurations and seeds, and the
 * tables that come of their runs. Begin at {@link emaki.benchmark.Benchmark}; {@link
 * emaki.benchmark.ShapingPlan} compares divergences, {@link emaki.benchmark.ClusteringPlan}
 * representations and clusterings.
 */
@NullMarked
package emaki.benchmark;

import org.jspecify.annotations.NullMarked;
