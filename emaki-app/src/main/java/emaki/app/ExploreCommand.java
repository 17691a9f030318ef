package emaki.app;

import emaki.app.explore.Explorer;
import emaki.data.InputException;
import emaki.run.RunStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emaki explore}. */
@Command(
    name = "explore",
    description = {
      "Open the explorer: a local web page in which runs are compared and watched, and their latent"
          + " spaces walked around in.",
      "Trainings can be started, cancelled and resumed there. It listens on this machine alone,"
          + " until Ctrl-C, which stops",
      "what was started from its pages; that can be resumed."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  emaki explore", "  emaki explore runs --no-browser"})
final class ExploreCommand implements Callable<Integer> {
  /** A little longer than the trainings are waited for. */
  private static final int PATIENCE_SECONDS = 70;

  private static final int FIRST_OWN_PORT = 20_000;
  private static final int OWN_PORTS = 10_000;

  @Mixin private Console console = new Console();

  @Parameters(
      paramLabel = "RUNS_DIR",
      defaultValue = "runs",
      description = "Where runs are. Default ${DEFAULT-VALUE}.")
  private Path root = RunStore.DEFAULT;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Listen on this port. Default: the folder's own, so that links and what the page remembers"
              + " last, or any that is free.")
  private int port;

  @Option(names = "--no-browser", description = "Only print the address.")
  private boolean noBrowser;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65535) {
      throw new InputException(
          "--port " + port, "expected a number from 1 to 65535", "leave --port out for a free one");
    }
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new InputException(
          root.toString(), "is no folder", "name a folder whose sub-folders are runs");
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (Explorer explorer = start()) {
      console.result(Map.of("address", explorer.address().toString()));
      console.print("%s", explorer.address());
      console.say("exploring %s until Ctrl-C", root);
      if (!noBrowser) {
        browse(explorer.address());
      }
      CountDownLatch asked = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(asked, ended), "emaki-explore-end"));
      asked.await();
    } finally {
      ended.countDown();
    }
    return 0;
  }

  private Explorer start() {
    RunStore runs = new RunStore(root);
    if (port != 0) {
      return Explorer.start(runs, port, new TrainForm());
    }
    try {
      return Explorer.start(runs, ownPort(root), new TrainForm());
    } catch (InputException taken) {
      return Explorer.start(runs, 0, new TrainForm());
    }
  }

  /**
   * The same for a folder every time: a browser keeps what it remembers by address and port. Below
   * the ports that systems give out by themselves.
   */
  private static int ownPort(Path root) {
    int hash = root.toAbsolutePath().normalize().toString().hashCode();
    return FIRST_OWN_PORT + Math.floorMod(hash, OWN_PORTS);
  }

  /** Ctrl-C: the process stays until what was started from the pages has put its state away. */
  private static void end(CountDownLatch asked, CountDownLatch ended) {
    asked.countDown();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("emaki: interrupted; the last checkpoints stand");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the desktop to show the page; where there is none, the printed address will do. */
  private void browse(URI address) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    List<String> opener =
        system.startsWith("mac")
            ? List.of("open")
            : system.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler")
                : List.of("xdg-open");
    try {
      new ProcessBuilder(
              java.util.stream.Stream.concat(
                      opener.stream(), java.util.stream.Stream.of(address.toString()))
                  .toList())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      console.say("open the address in a browser");
    }
  }
}
