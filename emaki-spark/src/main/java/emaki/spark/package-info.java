/**
 * Emaki on Apache Spark: the runs of a sweep as tasks, encoding and decoding as stages of Spark ML.
 * Begin at {@link emaki.spark.SparkProvider} and {@link emaki.spark.EmakiEncoder}.
 */
@NullMarked
package emaki.spark;

import org.jspecify.annotations.NullMarked;
