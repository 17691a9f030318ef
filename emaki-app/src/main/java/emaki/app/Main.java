package emaki.app;

import emaki.data.NameEncoding;
import emaki.run.Provenance;
import emaki.sweep.CommandLauncher;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** The command line's entry point. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with its code: 0 done, 1 a fault of ours, 2 the user's, 130
   * interrupted.
   */
  public static void main(String[] arguments) {
    prepareProcess();
    ParentWatch.start();
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.exit(out.code(execute(arguments, System.getenv(), new ChildProcesses())));
  }

  /**
   * Runs one command: its exit code.
   *
   * @param launcher of the commands that a sweep and the study carry out
   */
  static int execute(
      String[] arguments, Map<String, String> environment, CommandLauncher launcher) {
    try {
      return commandLine(environment, launcher).execute(arguments);
    } catch (Throwable e) {
      // What comes before or beside a command: the user's defaults, memory, a broken installation.
      return Failure.of(e);
    }
  }

  static CommandLine commandLine() {
    return commandLine(System.getenv(), new ChildProcesses());
  }

  private static CommandLine commandLine(
      Map<String, String> environment, CommandLauncher launcher) {
    CommandLine line = new CommandLine(new EmakiCommand(), new Commands(launcher));
    UserDefaults defaults = new UserDefaults(environment);
    defaults.requireKnown(line.getCommandSpec());
    line.setDefaultValueProvider(defaults);
    line.registerConverter(Path.class, Main::path);
    // It would warn of quotes in its own words, and refuses the value in ours.
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setAbbreviatedOptionsAllowed(false);
    // A file may be called @something.
    line.setExpandAtFiles(false);
    Objects.requireNonNull(line.getSubcommands().get("generate-completion"), "picocli's own")
        .getCommandSpec()
        .usageMessage()
        .footerHeading("%nExamples:%n")
        .footer("  emaki generate-completion");
    line.getCommandSpec().version("emaki " + Provenance.version());
    line.setParameterExceptionHandler(Failure::parameters);
    line.setExecutionExceptionHandler(Failure::execution);
    line.getCommandSpec().usageMessage().synopsisSubcommandLabel("COMMAND");
    if (!Console.coloured(environment)) {
      line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }
    return line;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CommandLine.TypeConversionException(
          NameEncoding.fault("'" + text + "'", e).getMessage());
    }
  }

  /** Makes the commands. */
  private record Commands(CommandLauncher launcher) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == SweepCommand.class) {
        return type.cast(new SweepCommand(launcher));
      }
      return type == PaperCommand.class
          ? type.cast(new PaperCommand(launcher))
          : CommandLine.defaultFactory().create(type);
    }
  }

  /**
   * Settings of the whole process, which must precede the first log line, the first formatted
   * number and the tensor engine, which is to ask nobody for anything and to report to nobody.
   */
  private static void prepareProcess() {
    Locale.setDefault(Locale.ROOT);
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.log.ai.djl", "error");
    System.setProperty("org.slf4j.simpleLogger.log.io.javalin", "off");
    System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "error");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showLogName", "false");
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setErr(
        new PrintStream(new FileOutputStream(errorDescriptor()), true, StandardCharsets.UTF_8));
  }

  /** The launcher keeps descriptor 2 for the JVM's own greeting and names another one for ours. */
  private static FileDescriptor errorDescriptor() {
    Integer number = Integer.getInteger("emaki.stderr");
    if (number == null) {
      return FileDescriptor.err;
    }
    try {
      var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      return constructor.newInstance(number);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return FileDescriptor.err;
    }
  }
}
