/**
 * Networks as ONNX graphs, which other runtimes compute. A graph takes images as they are, bytes
 * [n, height, width, channels], and gives them back as values in [0, 1].
 */
@NullMarked
package emaki.onnx;

import org.jspecify.annotations.NullMarked;
