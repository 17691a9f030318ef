package emaki.bench;

import com.sun.management.ThreadMXBean;
import emaki.data.InputException;
import emaki.data.Streams;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Damages sound files that emaki made, again and again, and has emaki read them: each must be read
 * or refused by an {@link InputException}, soon, in little memory, in words of our own. Whatever
 * else comes of one is a fault: it is told once, and the file is kept.
 */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "Damage files that emaki made and see that each is read or refused.")
public final class Fuzz implements Callable<Integer> {
  private static final int SECONDS_EACH = 10;
  private static final long MOST_BYTES = 600L << 20;

  /** Words of libraries and of Java itself. */
  private static final Pattern FOREIGN =
      Pattern.compile("\\b[A-Z]\\w*(Exception|Error)\\b|\\b(com|org|java|javax)\\.[a-z]+\\.");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Parameters(paramLabel = "READER", arity = "0..*", description = "Only these. Default: all.")
  private List<String> readers = List.of();

  @Option(names = "--minutes", description = "For each reader. Default ${DEFAULT-VALUE}.")
  private double minutes = 10;

  @Option(names = "--seed", description = "Of the damage. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--first", description = "The damage to begin with. Default ${DEFAULT-VALUE}.")
  private long first;

  @Option(names = "--keep", description = "Where files at fault go. Default ${DEFAULT-VALUE}.")
  private Path keep = Path.of("fuzz-faults");

  private final Set<String> told = new HashSet<>();

  /** Fuzzes, tells what was found, and exits with 1 where anything was. */
  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    System.exit(new CommandLine(new Fuzz()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("emaki-fuzz");
    int faults = 0;
    try {
      List<FuzzTarget> targets = new FuzzSeeds(folder).targets();
      List<String> names = targets.stream().map(FuzzTarget::name).toList();
      if (!names.containsAll(readers)) {
        System.err.println("there are " + String.join(", ", names));
        return 2;
      }
      for (FuzzTarget target : targets) {
        faults += readers.isEmpty() || readers.contains(target.name()) ? fuzz(target) : 0;
      }
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    return faults == 0 ? 0 : 1;
  }

  private int fuzz(FuzzTarget target) throws Exception {
    Map<Path, byte[]> sound = new HashMap<>();
    for (Path file : target.files()) {
      sound.put(file, Files.readAllBytes(file));
      target.reading().read(file);
    }
    long began = System.nanoTime();
    long end = began + (long) (minutes * 60e9);
    long[] outcomes = new long[2];
    int faults = 0;
    long damage = first;
    for (; System.nanoTime() < end; damage++) {
      RandomGenerator random = Streams.of(seed, target.name(), damage);
      Path file = target.files().get(random.nextInt(target.files().size()));
      Path other = target.files().get(random.nextInt(target.files().size()));
      byte[] bad =
          Mutation.of(
              Objects.requireNonNull(sound.get(file)),
              Objects.requireNonNull(sound.get(other)),
              random);
      Files.write(file, bad);
      String fault = fault(target, file, outcomes);
      if (fault != null) {
        faults++;
        tell(target, damage, file, bad, fault);
      }
      Files.write(file, Objects.requireNonNull(sound.get(file)));
    }
    System.out.printf(
        "%s: seed %d, damage %d to %d in %.0f s: %d read, %d refused, %d faults%n",
        target.name(),
        seed,
        first,
        damage - 1,
        (System.nanoTime() - began) / 1e9,
        outcomes[0],
        outcomes[1],
        faults);
    return faults;
  }

  /** What is wrong with how a file is read; null: nothing. Counts what is read and refused. */
  private static @Nullable String fault(FuzzTarget target, Path file, long[] outcomes)
      throws InterruptedException {
    CompletableFuture<Long> bytes = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(target, file, bytes), "reader");
    reader.setDaemon(true);
    reader.start();
    try {
      long taken = bytes.get(SECONDS_EACH, TimeUnit.SECONDS);
      outcomes[0]++;
      return taken > MOST_BYTES ? "takes %d MB".formatted(taken >> 20) : null;
    } catch (TimeoutException e) {
      return "takes more than %d s, at %s".formatted(SECONDS_EACH, place(reader.getStackTrace()));
    } catch (ExecutionException e) {
      Throwable thrown = Objects.requireNonNull(e.getCause());
      if (thrown instanceof InputException refusal) {
        outcomes[1]++;
        return FOREIGN.matcher(String.valueOf(refusal.getMessage())).find()
            ? "says " + refusal.getMessage()
            : null;
      }
      return thrown + " at " + place(thrown.getStackTrace());
    }
  }

  private static void read(FuzzTarget target, Path file, CompletableFuture<Long> bytes) {
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    try {
      target.reading().read(file);
      bytes.complete(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
    } catch (Throwable e) {
      bytes.completeExceptionally(e);
    }
  }

  /** Where it was in emaki. */
  private static String place(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(frame -> frame.getClassName().startsWith("emaki."))
        .findFirst()
        .map(StackTraceElement::toString)
        .orElse("no line of emaki's");
  }

  /** Each kind once: the file is kept under the number of its damage, which makes it again. */
  private void tell(FuzzTarget target, long damage, Path file, byte[] bad, String fault)
      throws IOException {
    String kind = target.name() + fault.replaceAll("[0-9]+", "#").replaceAll("'[^']*'", "");
    if (told.add(kind)) {
      String name = "%s-%d-%d-%s".formatted(target.name(), seed, damage, file.getFileName());
      Files.createDirectories(keep);
      Files.write(keep.resolve(name), bad);
      System.out.printf(
          "%s: damage %d: %s%n  kept as %s%n", target.name(), damage, fault, keep.resolve(name));
    }
  }
}
