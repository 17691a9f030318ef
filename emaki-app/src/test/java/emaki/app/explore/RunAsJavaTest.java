package emaki.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.DataSpec;
import emaki.run.NetworkSpec;
import emaki.run.NumberOrAuto;
import emaki.run.ObjectiveSpec;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.RunRecord.Results;
import emaki.run.RunRecord.Status;
import emaki.run.RunSpec;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of a run compiles and describes that run. */
final class RunAsJavaTest {
  @TempDir private Path folder;

  @Test
  void anAutoencodersSpecIsTheSame() throws Exception {
    TrialSpec spec =
        new TrialSpec(
            new DataSpec("a \"quoted\"\\path", "28x28"),
            ObjectiveSpec.of("points:a.csv").withSigma(1e-3).withLambda(NumberOrAuto.AUTO),
            new NetworkSpec(2, List.of(48, 24)),
            new TrainingSpec(60, 3e-3, 5, 0, 0.25, -7, 1));
    assertThat(compiled(spec)).isEqualTo(spec);
  }

  @Test
  void aClassifiersSpecIsTheSame() throws Exception {
    ClassificationSpec spec = Recipe.STRONG.ofPixels(Kind.CNN, DataSpec.of("kana:300"));
    assertThat(compiled(spec)).isEqualTo(spec);
  }

  private Object compiled(RunSpec spec) throws Exception {
    DatasetRecord dataset =
        new DatasetRecord("kana", "", "kana", "data folder", 1, 1, 28, 28, 1, 0, List.of(), null);
    RunRecord run =
        new RunRecord(
            1,
            "run",
            Status.FINISHED,
            null,
            "1",
            "",
            "emaki train",
            0,
            dataset,
            spec,
            Map.of("train", 1),
            Results.NONE,
            Map.of(),
            Map.of(),
            List.of());
    String source = RunAsJava.of(run, "runs/again");
    assertThat(source)
        .contains("Path.of(\"data folder\")", "Path.of(\"runs/again\")", "/* seed */");
    Path file = Files.writeString(folder.resolve("Again.java"), source);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(code).as(source).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method method = loader.loadClass("Again").getDeclaredMethod("spec");
      method.setAccessible(true);
      return method.invoke(null);
    }
  }
}
