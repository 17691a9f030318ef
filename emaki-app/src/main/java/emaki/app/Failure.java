package emaki.app;

import emaki.data.InputException;
import emaki.data.NameEncoding;
import emaki.run.ShellWords;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line and an exit code. */
final class Failure {
  private static final int USER = 2;
  private static final int OURS = 1;

  private Failure() {}

  /** Options that cannot be understood. */
  static int parameters(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    String place =
        e.getArgSpec() instanceof OptionSpec option
            ? place(line, option.longestName(), List.of(arguments)).map(w -> w + ": ").orElse("")
            : "";
    return report(
        place + oneLine(String.valueOf(e.getMessage())) + " (" + advice(e, line, arguments) + ")",
        e,
        USER);
  }

  private static String advice(ParameterException e, CommandLine line, String... arguments) {
    for (String word : arguments) {
      boolean option = line.getCommandSpec().optionsMap().containsKey(word);
      if (word.startsWith("-") && !option && new File(word).exists()) {
        return "the file or folder %s is ./%s".formatted(word, word);
      }
    }
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    return line.getCommandSpec().qualifiedName(" ") + " --help tells the options";
  }

  /** What a command threw; where it is about a default of the user's, where that stands. */
  static int execution(Exception e, CommandLine line, ParseResult result) {
    return of(
        e instanceof InputException fault
            ? fault
                .setting()
                .flatMap(name -> place(line, "--" + name, result.originalArgs()))
                .map(fault::at)
                .orElse(fault)
            : e);
  }

  /** Where the user has set what an option is that was not typed. */
  private static Optional<String> place(CommandLine line, String option, List<String> typed) {
    return typed.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "="))
            || !(line.getDefaultValueProvider() instanceof UserDefaults defaults)
        ? Optional.empty()
        : defaults.given(option.replaceFirst("^-+", "")).map(UserDefaults.Given::where);
  }

  /** Whatever was thrown, be it where nobody expected it. */
  static int of(Throwable e) {
    if (e instanceof InputException fault) {
      return report(oneLine(Wording.of(fault)), e, USER);
    }
    if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
      return report(
          "memory: the Java heap of %d MB is too small for this (raise it by EMAKI_JAVA_OPTS=-Xmx16g, or use fewer or smaller images)"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          e,
          USER);
    }
    if (e instanceof UnsatisfiedLinkError) {
      return report(
          oneLine("a library is missing here: " + e.getMessage())
              + " (install it; emaki doctor tells what else is amiss)",
          e,
          USER);
    }
    IOException io =
        e instanceof IOException i ? i : e instanceof UncheckedIOException u ? u.getCause() : null;
    if (io != null) {
      String where =
          io instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "a file";
      return report(
          oneLine(where + ": " + InputException.reason(io))
              + " (check the disk's space and the permissions)",
          e,
          USER);
    }
    if (e instanceof InvalidPathException path) {
      return of(NameEncoding.fault(path.getInput(), path));
    }
    Optional<String> plugin = Plugins.fault(e);
    return report(
        oneLine(plugin.orElse("internal error: " + e))
            + " (please report it%s; EMAKI_DEBUG=1 shows where it happened)"
                .formatted(plugin.isPresent() ? " to whoever made that part" : ""),
        e,
        OURS);
  }

  private static int report(String line, Throwable e, int code) {
    System.err.println("emaki: " + line);
    if (System.getenv("EMAKI_DEBUG") != null) {
      e.printStackTrace();
    }
    return code;
  }

  private static String oneLine(String text) {
    return ShellWords.visible(text.replaceAll("\\s*\\R\\s*", " ").strip());
  }
}
