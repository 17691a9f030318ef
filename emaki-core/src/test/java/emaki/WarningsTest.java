package emaki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compiler warns of nothing in this module, its Javadoc included, but of the incubating module
 * that the kernels use, which keeps {@code -Werror} from being set here as it is elsewhere.
 */
final class WarningsTest {
  @Test
  void onlyTheIncubatingModuleIsWarnedOf(@TempDir Path out) throws Exception {
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (var files = javac.getStandardFileManager(found, Locale.ROOT, null);
        var sources = Files.walk(Path.of("src/main/java"))) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "--add-modules=jdk.incubator.vector",
              "-Xlint:all,-processing,-options,-classfile,-try",
              "-Xdoclint:all/protected,-missing",
              "-proc:none",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              out.toString());
      boolean compiled =
          javac
              .getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(compiled).as(found.getDiagnostics().toString()).isTrue();
    }
    assertThat(found.getDiagnostics())
        .extracting(warning -> warning.getMessage(Locale.ROOT))
        .allMatch(message -> message.contains("incubat"));
  }
}
