package emaki.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.cluster.ClustererPart;
import emaki.cluster.Clusterers;
import emaki.cluster.Clusters;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.InputException;
import emaki.divergence.Divergences;
import emaki.prior.PriorPart;
import emaki.prior.Priors;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that are built in, and parts of a jar that is compiled here. */
public final class PartsTest {
  @TempDir private Path folder;

  @Test
  void whatIsBuiltInIsFoundByName() {
    assertThat(Priors.names())
        .startsWith("none")
        .contains("gaussian", "gaussian-mixture", "swiss-roll", "s-curve", "ring", "uniform-cube")
        .contains("points:FILE");
    assertThat(Divergences.names()).contains("cauchy-schwarz");
    assertThat(Clusterers.names()).contains("kmeans");
    assertThat(Priors.origin("ring:radius=2")).isEmpty();
    assertThat(Divergences.origin("cauchy-schwarz")).isEmpty();
  }

  @Test
  void anUnknownNameListsThoseThereAre() {
    assertThatThrownBy(() -> Divergences.parse("kullback", 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("divergence kullback: no such divergence")
        .hasMessageContaining("there are cauchy-schwarz");
    assertThatThrownBy(() -> Clusterers.parse("knn"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("kmeans");
    assertThatThrownBy(() -> Priors.parse("square", 2)).hasMessageContaining("there are none, ");
    assertThatThrownBy(() -> Priors.parse("none:x=1", 2)).hasMessageContaining("no such option: x");
  }

  @Test
  void optionsAreTakenOnce() {
    PartOptions options = new PartOptions("--a b", "b:x=1", "x=2.5,n=3,word=red,y=-1");
    assertThat(options.positive("x", 1)).isEqualTo(2.5);
    assertThat(options.count("n", 1, 1, 3)).isEqualTo(3);
    assertThat(options.text("word", "blue")).isEqualTo("red");
    assertThat(options.text("other", "blue")).isEqualTo("blue");
    assertThatThrownBy(options::requireAllUsed)
        .hasMessage("--a b: no such option: y (write b:x=1)");
    assertThat(options.number("y", 0)).isEqualTo(-1);
    options.requireAllUsed();
    assertThat(options.positive("x", 1)).isEqualTo(1);
  }

  @Test
  void optionsThatAreNoneAreNamed() {
    for (String bad : List.of("x", "=1", "x=1,", "x=1,x=2")) {
      PartOptions options = new PartOptions("--a b", "b:x=1", bad);
      assertThatThrownBy(() -> options.positive("x", 1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("such as b:x=1");
    }
    for (String bad : List.of("0", "-1", "NaN", "two", "1e7")) {
      PartOptions options = new PartOptions("--a b", "b:x=1", "x=" + bad);
      assertThatThrownBy(() -> options.positive("x", 1)).hasMessageContaining("x=" + bad);
    }
    for (String bad : List.of("2.5d", "2f", "0x1p1", "NaN", "-Infinity", "1_0", "\u0663", "")) {
      PartOptions options = new PartOptions("--a b", "b:x=1", "x=" + bad);
      assertThatThrownBy(() -> options.number("x", 1)).hasMessageContaining("a finite number");
    }
    for (String bad : List.of("2d", "2.0", "2.5", "2e0", "0x2", "", "99999999999")) {
      PartOptions options = new PartOptions("--a b", "b:n=1", "n=" + bad);
      assertThatThrownBy(() -> options.count("n", 1, 1, 3))
          .hasMessageContaining("n=%s is not a whole number".formatted(bad));
    }
    assertThat(new PartOptions("--a b", "b", "x=-1.5e-3").number("x", 1)).isEqualTo(-.0015);
    assertThat(new PartOptions("--a b", "b", "x=.5").positive("x", 1)).isEqualTo(.5);
    PartOptions options = new PartOptions("--a b", "b:n=1", "n=4");
    assertThatThrownBy(() -> options.count("n", 1, 1, 3))
        .hasMessageContaining("n=4 is not a whole number from 1 to 3");
    PartOptions infinite = new PartOptions("--a b", "b:n=1", "n=Infinity");
    assertThatThrownBy(() -> infinite.number("n", 1)).hasMessageContaining("a finite number");
  }

  @Test
  void textAsAWholeNeedsNoKeys() {
    PartOptions options = new PartOptions("--a b", "b:FILE", "a,b=c");
    assertThat(options.whole()).isEqualTo("a,b=c");
    options.requireAllUsed();
  }

  @Test
  void aJarsPartsAreFoundAndSayWhereTheyComeFrom() throws IOException {
    URL jar = jar("kind.jar", Map.of("emaki.cluster.ClustererPart", "elsewhere.Kind"), KIND);
    Parts<Thing> things = new Parts<>("thing", Thing.class);
    Optional<Origin> origin =
        within(
            jar,
            () -> {
              Parts<ClustererPart> parts = new Parts<>("method", ClustererPart.class);
              assertThat(parts.names()).contains("kmeans", "halves");
              Clusters halves =
                  parts
                      .make("halves", (part, options) -> part.make(options))
                      .fit(new emaki.kernel.Points(new float[] {-1, 2, 3}, 1), 0, 1);
              assertThat(halves.labels()).containsExactly(0, 1, 1);
              return parts.origin("halves");
            });
    assertThat(origin).contains(new Origin("method", "halves", "kind.jar", "1.2"));
    assertThat(things.names()).isEmpty();
  }

  @Test
  void aJarsDataSourceIsAskedForNamesThatEmakiDoesNotKnow() throws IOException {
    URL jar = jar("data.jar", Map.of("emaki.data.DataSource", "elsewhere.Dots"), DOTS);
    within(
        jar,
        () -> {
          assertThat(Datasets.load("dots:7", DatasetOptions.DEFAULT).images().size()).isEqualTo(7);
          assertThat(Datasets.load("dots:7", DatasetOptions.of(null, "5x6")).images().values())
              .isEqualTo(30);
          assertThat(Datasets.canonical("dots:7")).isEqualTo("dots:7");
          assertThatThrownBy(() -> Datasets.load("dashes", DatasetOptions.DEFAULT))
              .hasMessageContaining("kana")
              .hasMessageContaining("dots:N");
          return "";
        });
    assertThatThrownBy(() -> Datasets.load("dots:7", DatasetOptions.DEFAULT))
        .isInstanceOf(InputException.class);
  }

  @Test
  void aProviderThatCannotBeLoadedIsNamed() throws IOException {
    URL jar = jar("broken.jar", Map.of("emaki.cluster.ClustererPart", "elsewhere.Gone"), KIND);
    assertThatThrownBy(() -> within(jar, () -> new Parts<>("method", ClustererPart.class).names()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("broken.jar: its part elsewhere.Gone cannot be loaded");
  }

  @Test
  void aProviderThatCannotBeMadeIsNamedWithItsJar() throws IOException {
    for (String fault : List.of("throw new IllegalStateException(\"moth\")", "Gone.eat()")) {
      String source =
          """
          package elsewhere;
          public final class Moth implements emaki.prior.PriorPart {
            public Moth() { if (true) %s; }
            public String usage() { return "moth"; }
            public emaki.prior.Prior make(emaki.part.PartOptions options, int k) { return null; }
          }
          class Gone { static void eat() {} }
          """
              .formatted(fault);
      Map<String, String> service = Map.of("emaki.prior.PriorPart", "# moths\nelsewhere.Moth");
      URL jar = jar("moth.jar", service, source, "Gone.class");
      assertThatThrownBy(() -> within(jar, () -> new Parts<>("prior", PriorPart.class).names()))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("moth.jar: its part elsewhere.Moth cannot be loaded: ")
          .hasMessageContaining(fault.contains("moth") ? "moth (" : "elsewhere/Gone");
    }
  }

  @Test
  void aPartWithoutANameIsRefusedWithItsJar() throws IOException {
    for (String usage : List.of("null", "\"\"", "\"Two Words\"", "\"x\".substring(2)")) {
      String source =
          KIND.replace("\"halves\"; }\n  public Clusterer", usage + "; }\n  public Clusterer");
      Map<String, String> service = Map.of("emaki.cluster.ClustererPart", "elsewhere.Kind");
      URL jar = jar("nameless.jar", service, source);
      assertThatThrownBy(
              () -> within(jar, () -> new Parts<>("method", ClustererPart.class).names()))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("nameless.jar: its method elsewhere.Kind has no name");
    }
  }

  @Test
  void aPartThatMakesNothingIsRefusedWithItsJar() throws IOException {
    String source =
        KIND.replace("return new Clusterer() {", "return true ? null : new Clusterer() {");
    URL jar = jar("empty.jar", Map.of("emaki.cluster.ClustererPart", "elsewhere.Kind"), source);
    assertThatThrownBy(
            () ->
                within(
                    jar,
                    () ->
                        new Parts<>("method", ClustererPart.class)
                            .make("halves", (part, options) -> part.make(options))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("empty.jar: its method halves makes nothing of");
  }

  /** A seam that nobody has a part for. */
  public interface Thing extends Part {}

  private static final String KIND =
      """
      package elsewhere;
      import emaki.cluster.*;
      import java.util.*;
      public final class Kind implements ClustererPart {
        public String usage() { return "halves"; }
        public Clusterer make(emaki.part.PartOptions options) {
          return new Clusterer() {
            public String spec() { return "halves"; }
            public Clusters fit(emaki.kernel.Points points, long seed, int threads) {
              int[] labels = new int[points.size()];
              for (int i = 0; i < labels.length; i++) labels[i] = points.values()[i * points.dimension()] > 0 ? 1 : 0;
              return new Clusters(labels, 2, Optional.empty(), Map.of());
            }
          };
        }
      }
      """;

  private static final String DOTS =
      """
      package elsewhere;
      import emaki.data.*;
      public final class Dots implements DataSource {
        public String usage() { return "dots:N"; }
        public String description() { return "nothing"; }
        public boolean knows(String name) { return name.startsWith("dots:"); }
        public Dataset load(String name, DatasetOptions options) {
          int n = Integer.parseInt(name.substring(5));
          ImageSet images = ImageSet.of(
              name, new byte[n * 4], 2, 2, 1, null, java.util.List.of(), java.util.List.of());
          return new Dataset(images, n);
        }
      }
      """;

  private static <T> T within(URL jar, Supplier<T> body) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, before)) {
      thread.setContextClassLoader(loader);
      return body.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Compiles one class and packs it as others would, with the version in the manifest. */
  private URL jar(String name, Map<String, String> services, String source, String... without)
      throws IOException {
    String type = source.replaceAll("(?s).*public final class (\\w+).*", "$1");
    Path java = Files.writeString(folder.resolve(type + ".java"), source);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-d",
                folder.toString(),
                java.toString());
    assertThat(failed).isZero();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2");
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      File[] classes = folder.resolve("elsewhere").toFile().listFiles();
      for (File each : classes == null ? new File[0] : classes) {
        if (List.of(without).contains(each.getName())) {
          continue;
        }
        out.putNextEntry(new JarEntry("elsewhere/" + each.getName()));
        Files.copy(each.toPath(), out);
      }
      for (Map.Entry<String, String> service : services.entrySet()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service.getKey()));
        out.write(service.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return URI.create(jar.toUri().toString()).toURL();
  }
}
