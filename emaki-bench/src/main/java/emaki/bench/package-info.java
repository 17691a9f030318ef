/**
 * Benchmarks, never published: JMH's of the kernels, and the explorer's in a real browser ({@link
 * emaki.bench.ExplorerBenchmark}); and {@link emaki.bench.Fuzz}, which damages files. To run them:
 *
 * <pre>
 * mvn -q package -Dmaven.test.skip=true
 * java --add-modules jdk.incubator.vector -cp 'emaki-bench/target/classes:emaki-bench/target/lib/*' org.openjdk.jmh.Main
 * java --add-modules jdk.incubator.vector -cp 'emaki-bench/target/classes:emaki-bench/target/lib/*' emaki.bench.ExplorerBenchmark
 * java --add-modules jdk.incubator.vector -Xmx1g -cp 'emaki-bench/target/classes:emaki-bench/target/lib/*' emaki.bench.Fuzz
 * </pre>
 */
@NullMarked
package emaki.bench;

import org.jspecify.annotations.NullMarked;
