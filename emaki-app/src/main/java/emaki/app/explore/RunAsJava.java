package emaki.app.explore;

import emaki.run.NumberOrAuto;
import emaki.run.RunRecord;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run as the Java that would make it again. Records are written as they are built, a component a
 * line with its name, so that a new component of a spec is never forgotten here.
 */
final class RunAsJava {
  private static final String INDENT = "    ";

  private final Set<String> imports = new TreeSet<>();

  private RunAsJava() {}

  /**
   * A Java file with a main method.
   *
   * @param run as recorded
   * @param out folder that the new run is to have
   */
  static String of(RunRecord run, String out) {
    return new RunAsJava().file(run, out);
  }

  private String file(RunRecord run, String out) {
    String spec = literal(run.spec(), INDENT.repeat(2));
    String type = run.spec().getClass().getSimpleName();
    String folder = run.dataset().folder();
    imports.add("emaki.trial.Trial");
    imports.add("emaki.train.TrainingListener");
    imports.add("java.nio.file.Path");
    String body =
        """
        /** Start Java with --add-modules jdk.incubator.vector. */
        public final class Again {
          static %s spec() {
            return %s;
          }

          public static void main(String[] arguments) throws Exception {
            Trial.run(
                spec(),
                %s,
                Path.of(%s),
                "Again",
                TrainingListener.NONE);
          }
        }
        """
            .formatted(
                type,
                spec,
                folder == null ? "null" : "Path.of(" + quoted(folder) + ")",
                quoted(out));
    return imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining())
        + "\n"
        + body;
  }

  private String literal(@Nullable Object value, String indent) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof List<?> list) {
      imports.add("java.util.List");
      return list.stream()
          .map(part -> literal(part, indent))
          .collect(Collectors.joining(", ", "List.of(", ")"));
    }
    if (value instanceof NumberOrAuto choice) {
      return type(NumberOrAuto.class)
          + (choice.number().isPresent() ? ".of(" + choice + ")" : ".AUTO");
    }
    if (value instanceof Enum<?> constant) {
      return type(constant.getDeclaringClass()) + "." + constant.name();
    }
    if (value instanceof Record record) {
      return made(record, indent);
    }
    return value instanceof Long ? value + "L" : value.toString();
  }

  private String made(Record record, String indent) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    StringBuilder text = new StringBuilder("new " + type(record.getClass()) + "(");
    String deeper = indent + INDENT;
    for (int i = 0; i < components.length; i++) {
      String last = i + 1 < components.length ? "," : ")";
      text.append("\n").append(deeper).append("/* ").append(components[i].getName()).append(" */ ");
      text.append(literal(value(record, components[i]), deeper)).append(last);
    }
    return text.toString();
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the components of specs are public", e);
    }
  }

  /** A class by the name that its outermost class, imported, gives it. */
  private String type(Class<?> type) {
    Class<?> outermost = type;
    String name = type.getSimpleName();
    while (outermost.getDeclaringClass() != null) {
      outermost = outermost.getDeclaringClass();
      name = outermost.getSimpleName() + "." + name;
    }
    imports.add(outermost.getName());
    return name;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
