package emaki.app;

import emaki.sweep.CommandLauncher;
import emaki.sweep.Deed;
import emaki.sweep.SweepRecord.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Commands within this process. Those of a sweep or of the study too, one at a time, where {@link
 * ChildProcesses} starts a process each.
 */
final class Within implements CommandLauncher {
  /** Where what this thread, and those that it makes, say goes. */
  private static final InheritableThreadLocal<PrintStream> OUT = new InheritableThreadLocal<>();

  private static final InheritableThreadLocal<PrintStream> ERR = new InheritableThreadLocal<>();

  private static final Object ONE_AT_A_TIME = new Object();

  private final CommandLauncher processes = new ChildProcesses();

  /** Runs one command as its own process would be run. */
  static Cli.Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      System.setOut(new PrintStream(new Said(OUT), true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(new Said(ERR), true, StandardCharsets.UTF_8));
      int code = run(new PrintStream(out, true), new PrintStream(err, true), arguments);
      return new Cli.Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      Locale.setDefault(locale);
      System.setOut(stdout);
      System.setErr(stderr);
    }
  }

  private static int run(PrintStream out, PrintStream err, String... arguments) {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.keySet().removeIf(name -> name.startsWith("EMAKI_"));
    PrintStream outBefore = OUT.get();
    PrintStream errBefore = ERR.get();
    try {
      OUT.set(out);
      ERR.set(err);
      return Main.execute(arguments, variables, new Within());
    } finally {
      OUT.set(outBefore);
      ERR.set(errBefore);
    }
  }

  @Override
  public void check(Deed deed) {
    processes.check(deed);
  }

  @Override
  public List<String> words(Deed deed) {
    return processes.words(deed);
  }

  @Override
  public Command start(Deed deed, Path log) throws IOException {
    List<String> words = CommandWords.words(deed);
    return new Here(words, CommandLog.begin(log, words));
  }

  /** Carried out by whoever waits for its end; nobody stops it. */
  private record Here(List<String> words, CommandLog log) implements Command {
    @Override
    public Optional<Ending> await() throws IOException {
      synchronized (ONE_AT_A_TIME) {
        try (PrintStream said =
            new PrintStream(
                Files.newOutputStream(log.file(), StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8)) {
          int code = run(said, said, words.toArray(String[]::new));
          return code == 0
              ? Optional.empty()
              : Optional.of(new Ending(State.FAILED, log.complaint().orElse("code " + code)));
        }
      }
    }

    @Override
    public void stop() {}

    @Override
    public Optional<ProcessHandle> process() {
      return Optional.empty();
    }
  }

  /** Goes where the thread that speaks is heard. */
  private static final class Said extends OutputStream {
    private final ThreadLocal<PrintStream> heard;

    Said(ThreadLocal<PrintStream> heard) {
      this.heard = heard;
    }

    @Override
    public void write(int value) {
      PrintStream stream = heard.get();
      if (stream != null) {
        stream.write(value);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      PrintStream stream = heard.get();
      if (stream != null) {
        stream.write(bytes, offset, length);
      }
    }
  }
}
