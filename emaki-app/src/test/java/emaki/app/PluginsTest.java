package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import elsewhere.Faulty;
import emaki.data.InputException;
import emaki.part.PartOptions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of others: listed by their jars, and named where they fail. */
final class PluginsTest {
  @TempDir private Path folder;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** Offers the part as its jar would: by a list beside its class. */
  @BeforeEach
  void offer() throws IOException {
    list("emaki.cluster.ClustererPart", "elsewhere.Faulty");
    URL[] lists = {folder.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(lists, before));
  }

  @AfterEach
  void putBack() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void aFaultOfAPartIsToldWithItsJar() {
    PartOptions none = new PartOptions("", "", "");
    Throwable thrown = catchThrowable(() -> new Faulty().make(none));
    String words = "test-classes: its method faulty failed: java.lang.IllegalStateException: moths";
    assertThat(Plugins.fault(thrown).orElseThrow()).startsWith(words);
    assertThat(Plugins.fault(new CompletionException(thrown)).orElseThrow()).startsWith(words);
    FailureTest.said(thrown, 1, words + " in it (please report it to whoever made that part");
    assertThat(Plugins.fault(new IllegalStateException("ours"))).isEmpty();
  }

  @Test
  void jarsAreListedWithTheirParts() throws IOException {
    Path jars = Files.createDirectory(folder.resolve("jars"));
    Files.createFile(jars.resolve("none.jar"));
    Files.createFile(jars.resolve("words.txt"));
    List<InputException> broken = new ArrayList<>();
    assertThat(Plugins.byJar(jars + ":" + folder.resolve("single.jar"), broken))
        .isEqualTo(
            Map.of(
                "none.jar",
                List.of(),
                "single.jar",
                List.of(),
                "test-classes",
                List.of("method faulty")));
    assertThat(broken).isEmpty();
    list("emaki.prior.PriorPart", "elsewhere.Gone");
    assertThat(Plugins.byJar("", broken)).containsOnlyKeys("test-classes");
    assertThat(broken).singleElement().asString().contains("elsewhere.Gone cannot be loaded");
  }

  private void list(String service, String provider) throws IOException {
    Path lists = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(lists.resolve(service), provider);
  }
}
