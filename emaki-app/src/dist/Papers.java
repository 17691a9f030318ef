import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what a distribution says of its commands to shells and to man: run by Maven as it stands,
 * from source, with the application on the class path.
 */
final class Papers {
  private Papers() {}

  /**
   * Completion for bash, zsh and fish into FOLDER/completion, the pages' AsciiDoc into FOLDER/man.
   */
  public static void main(String[] folder) throws Exception {
    Method line = Class.forName("emaki.app.Main").getDeclaredMethod("commandLine");
    line.setAccessible(true);
    CommandLine emaki = (CommandLine) line.invoke(null);
    // What the builder has set as defaults is nobody else's.
    emaki.setDefaultValueProvider(argument -> null);
    emaki.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    completion(Files.createDirectories(Path.of(folder[0], "completion")), emaki);
    Path pages = Files.createDirectories(Path.of(folder[0], "man"));
    if (ManPageGenerator.generateManPage(
            pages.toFile(), null, new boolean[0], true, emaki.getCommandSpec())
        != 0) {
      throw new IOException(pages + ": no pages");
    }
  }

  private static void completion(Path folder, CommandLine emaki) throws IOException {
    // One script for both: in zsh it turns bash's completion on.
    String script = AutoComplete.bash("emaki", emaki);
    Files.writeString(folder.resolve("emaki.bash"), script);
    Files.writeString(folder.resolve("emaki.zsh"), script);
    StringBuilder fish = new StringBuilder();
    fish(fish, List.of(), emaki);
    Files.writeString(folder.resolve("emaki.fish"), fish);
  }

  /**
   * A command's own commands, where none of them is there yet, and its options.
   *
   * @param words that were typed before
   */
  private static void fish(StringBuilder out, List<String> words, CommandLine command) {
    Map<String, CommandLine> commands = new TreeMap<>(command.getSubcommands());
    List<String> here = new ArrayList<>(words);
    if (!commands.isEmpty()) {
      here.add("not __fish_seen_subcommand_from " + String.join(" ", commands.keySet()));
    }
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        complete(out, here, option(option), text(option.description()));
      }
    }
    commands.forEach(
        (name, child) -> {
          String description = text(child.getCommandSpec().usageMessage().description());
          complete(out, here, "-f -a " + name, description.replaceFirst("[.:;] .*|\\.$", ""));
          List<String> further = new ArrayList<>(words);
          further.add("__fish_seen_subcommand_from " + name);
          fish(out, further, child);
        });
  }

  private static String option(OptionSpec option) {
    StringBuilder text = new StringBuilder();
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      text.append(" -r");
    }
    if (option.completionCandidates() != null) {
      text.append(" -f -a ").append(quoted(String.join(" ", option.completionCandidates())));
    }
    return text.substring(1);
  }

  private static void complete(
      StringBuilder out, List<String> when, String what, String description) {
    out.append("complete -c emaki -n ")
        .append(quoted(String.join("; and ", when)))
        .append(' ')
        .append(what);
    out.append(" -d ").append(quoted(description)).append('\n');
  }

  private static String text(String[] lines) {
    return CommandLine.Help.Ansi.OFF.string(
        String.join(" ", lines).replace("%n", " ").replace("%%", "%"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
