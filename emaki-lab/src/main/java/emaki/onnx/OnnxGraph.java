package emaki.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import emaki.data.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An ONNX graph that grows node by node; a value is known by its name. */
final class OnnxGraph {
  /** Of April 2020: every runtime since then has all that is needed here. */
  private static final long OPERATORS = 13;

  /** The version of the file's format that came with these operators. */
  private static final long FORMAT = 7;

  /** The extent that differs from call to call. */
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph;

  /**
   * @param name of the whole
   */
  OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  /**
   * What the graph is given: [batch, extents...].
   *
   * @return its name
   */
  String input(String name, DataType type, List<Integer> extents) {
    graph.addInput(value(name, type, extents));
    return name;
  }

  /** A value that the graph gives: float [batch, extents...]. */
  void output(String value, String name, List<Integer> extents) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name));
    graph.addOutput(value(name, DataType.FLOAT, extents));
  }

  private static ValueInfoProto value(String name, DataType type, List<Integer> extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    extents.forEach(extent -> shape.addDimBuilder().setDimValue(extent));
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** A tensor of floats, row-major. */
  String constant(float[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(DataType.FLOAT, bytes, shape);
  }

  /** A vector of whole numbers. */
  String constant(long... values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(DataType.INT64, bytes, values.length);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(DataType type, ByteBuffer bytes, long... shape) {
    String name = "constant-" + graph.getInitializerCount();
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes.rewind()));
    for (long extent : shape) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * A node of one output.
   *
   * @param operator of ONNX
   * @param inputs values, by name
   * @param attributes a number, a text or a list of whole numbers each
   * @return the output's name
   */
  String node(String operator, List<String> inputs, Map<String, Object> attributes) {
    String name = operator.toLowerCase(Locale.ROOT) + "-" + graph.getNodeCount();
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name);
    // In order of their names: the same network gives the same bytes.
    new TreeMap<>(attributes).forEach((key, value) -> node.addAttribute(attribute(key, value)));
    graph.addNode(node);
    return name;
  }

  String node(String operator, String... inputs) {
    return node(operator, List.of(inputs), Map.of());
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Float number) {
      attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
    } else if (value instanceof Integer number) {
      attribute.setType(AttributeProto.AttributeType.INT).setI(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else {
      attribute.setType(AttributeProto.AttributeType.INTS);
      ((List<?>) value).forEach(number -> attribute.addInts(((Integer) number).longValue()));
    }
    return attribute.build();
  }

  /**
   * Writes the graph with what is to be known of it.
   *
   * @param metadata texts by their keys
   */
  void write(Path file, String producer, Map<String, String> metadata) throws IOException {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("emaki")
            .setProducerVersion(producer)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
            .setGraph(graph);
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    AtomicFile.write(file, out -> model.build().writeTo(out));
  }
}
