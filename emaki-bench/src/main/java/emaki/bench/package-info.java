/**
 * JMH benchmarks, never published. To run them:
 *
 * <pre>
 * mvn -q -pl emaki-bench -am package -DskipTests
 * java --add-modules jdk.incubator.vector -cp 'emaki-bench/target/classes:emaki-bench/target/lib/*' org.openjdk.jmh.Main
 * </pre>
 */
@NullMarked
package emaki.bench;

import org.jspecify.annotations.NullMarked;
