package emaki.spark;

import emaki.data.InputException;
import emaki.remote.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;

/**
 * Connects to Spark. Whatever the user sets by system properties {@code spark.*}, or {@code
 * spark-submit} does, stands; the rest is set so that emaki's processes find what they need.
 */
public final class SparkProvider implements Cluster.Provider {
  private static final String STANDALONE = "spark://";
  private static final int CONNECT_MILLISECONDS = 5_000;
  private static final String LOOPBACK = "127.0.0.1";

  /** How the engine's threads and memory are kept on executors, as the launcher does it here. */
  private static final List<String> INHERITED =
      List.of(
          "OMP_WAIT_POLICY", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_");

  @Override
  public int cores() {
    String cores = System.getProperty("spark.task.cpus", "1");
    try {
      return Integer.parseInt(cores);
    } catch (NumberFormatException e) {
      throw new InputException(
          "spark.task.cpus " + cores, "expected a number of cores", "leave it out, or give 1");
    }
  }

  @Override
  public Cluster connect(String master, int cores) {
    requireAnswer(master);
    quieten();
    SparkConf conf = configured(master, cores);
    if (conf.getInt("spark.task.cpus", 1) < cores) {
      throw new InputException(
          "spark.task.cpus " + conf.get("spark.task.cpus"),
          "a run takes %d threads".formatted(cores),
          "leave it out, or give ‹threads› fewer");
    }
    SparkSession session;
    try {
      session = SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) {
      // Spark's own are checked, and declared nowhere.
      throw refused(master, e);
    }
    SparkCluster cluster = new SparkCluster(session, master, cores);
    try {
      cluster.awaitExecutors();
      cluster.requireJava();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static InputException refused(String master, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SparkException)) {
      cause = cause.getCause();
    }
    return new InputException(
        "‹spark› " + master,
        "Spark does not take it: "
            + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
        "local[2], local[*] or spark://HOST:7077, or what spark-submit takes",
        e);
  }

  /** Spark itself would ask again and again, for a minute. */
  private static void requireAnswer(String master) {
    if (!master.startsWith(STANDALONE)) {
      return;
    }
    String[] places = master.substring(STANDALONE.length()).split(",", -1);
    if (Stream.of(places).noneMatch(SparkProvider::answers)) {
      throw new InputException(
          "‹spark› " + master,
          "no master answers there",
          "start one, as by emaki-spark/cluster.sh start, or mend HOST:PORT");
    }
  }

  private static boolean answers(String place) {
    int colon = place.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(place.substring(colon + 1));
      socket.connect(
          new InetSocketAddress(place.substring(0, Math.max(0, colon)), port),
          CONNECT_MILLISECONDS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What Spark logs of failures emaki tells; that executors are lost, and why, it does not. */
  private static void quieten() {
    Map<String, String> levels = new LinkedHashMap<>();
    for (String who : List.of("org.apache.spark", "org.apache.hadoop", "org.sparkproject")) {
      levels.put(who, "off");
    }
    levels.put("org.apache.spark.scheduler.TaskSchedulerImpl", "error");
    levels.put("org.apache.spark.scheduler.cluster.StandaloneSchedulerBackend", "error");
    levels.forEach(
        (who, level) -> {
          String key = "org.slf4j.simpleLogger.log." + who;
          if (System.getProperty(key) == null) {
            System.setProperty(key, level);
          }
        });
  }

  private static SparkConf configured(String master, int cores) {
    SparkConf conf = new SparkConf().setMaster(master);
    conf.setIfMissing("spark.app.name", "emaki");
    conf.setIfMissing("spark.task.cpus", String.valueOf(cores));
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // Many small jobs: what each was is not needed once it is done.
    conf.setIfMissing("spark.ui.retainedJobs", "20");
    conf.setIfMissing("spark.ui.retainedStages", "20");
    conf.setIfMissing("spark.ui.retainedTasks", "100");
    conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    // Neighbours of millions come home; whether there is room for them was asked before.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    if (isLocal(master) || isLoopback(master)) {
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
    }
    if (!isLocal(master)) {
      ship(conf);
    }
    return conf;
  }

  /** What executors need beside Spark, which is there. */
  private static void ship(SparkConf conf) {
    String before = conf.get("spark.jars", "");
    Stream<String> more =
        EmakiPath.jars().stream().filter(jar -> !before.contains("/" + Path.of(jar).getFileName()));
    conf.set(
        "spark.jars",
        Stream.concat(Stream.of(before), more)
            .filter(jar -> !jar.isEmpty())
            .collect(Collectors.joining(",")));
    conf.set(
        "spark.executor.extraJavaOptions",
        conf.get("spark.executor.extraJavaOptions", "")
            + " --add-modules=jdk.incubator.vector -Dai.djl.offline=true -DOPT_OUT_TRACKING=true");
    for (String name : INHERITED) {
      String value = System.getenv(name);
      if (value != null) {
        conf.setExecutorEnv(name, value);
      }
    }
  }

  private static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  private static boolean isLoopback(String master) {
    return master.startsWith(STANDALONE + LOOPBACK) || master.startsWith(STANDALONE + "localhost");
  }
}
