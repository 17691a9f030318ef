/**
 * Benchmarks, never published: JMH's of the kernels, and the explorer's in a real browser ({@link
 * emaki.bench.ExplorerBenchmark}). To run them:
 *
 * <pre>
 * mvn -q package -Dmaven.test.skip=true
 * java --add-modules jdk.incubator.vector -cp 'emaki-bench/target/classes:emaki-bench/target/lib/*' org.openjdk.jmh.Main
 * java --add-modules jdk.incubator.vector -cp 'emaki-bench/target/classes:emaki-bench/target/lib/*' emaki.bench.ExplorerBenchmark
 * </pre>
 */
@NullMarked
package emaki.bench;

import org.jspecify.annotations.NullMarked;
