package emaki.app.explore;

import emaki.data.InputException;
import emaki.run.RunStore;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.net.URI;

/** The explorer's web server, from its start until it is closed. */
public final class Explorer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final RunIndex index;
  private final OpenRuns open;
  private final Trainings trainings;
  private final Javalin server;

  private Explorer(RunIndex index, OpenRuns open, Trainings trainings, Javalin server) {
    this.index = index;
    this.open = open;
    this.trainings = trainings;
    this.server = server;
  }

  /**
   * Starts to serve the runs of a folder, on the loopback interface.
   *
   * @param port 0: any that is free
   * @param training what its pages start
   * @throws InputException where the port is taken, or this emaki was built without its web pages
   */
  public static Explorer start(RunStore runs, int port, Training training) {
    WebFiles files = WebFiles.load("explore");
    RunIndex index = RunIndex.of(runs);
    OpenRuns open = new OpenRuns();
    Trainings trainings = new Trainings(runs.root(), training);
    Guard guard = new Guard();
    Javalin server =
        Javalin.create(
            config -> {
              configure(config);
              guard.install(config.routes);
              Failures.install(config.routes);
              config.routes.get("/", files::page);
              config.routes.get("/assets/{file}", files::asset);
              config.routes.get("/api/session", guard::session);
              new RunRoutes(index, trainings).install(config.routes);
              new PointRoutes(index, open, trainings).install(config.routes);
              new ModelRoutes(index, open).install(config.routes);
              new ReportRoutes(index).install(config.routes);
              new NameRoutes(index, open).install(config.routes);
              new LabelRoutes(index, open).install(config.routes);
              new PriorRoutes(index).install(config.routes);
              new TrainRoutes(index, training, trainings).install(config.routes);
            });
    try {
      server.start(LOOPBACK, port);
    } catch (JavalinBindException e) {
      index.close();
      throw new InputException(
          "--port " + port, "cannot be listened on: it is taken", "leave --port out", e);
    }
    guard.listeningOn(server.port());
    index.start();
    return new Explorer(index, open, trainings, server);
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = ModelRoutes.MOST_UPLOAD_BYTES;
    // Loopback is faster than any compressor.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  /** Where a browser finds it. */
  public URI address() {
    return URI.create("http://" + LOOPBACK + ":" + server.port() + "/");
  }

  /** Stops what was started from the pages, as Ctrl-C would, and then serving. */
  @Override
  public void close() {
    trainings.close();
    server.stop();
    index.close();
    open.close();
  }
}
