package emaki.app;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root: without a command it shows the help. */
@Command(
    name = "emaki",
    description = "Shape, cluster and explore latent spaces.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {
      DemoCommand.class,
      DataCommand.class,
      TrainCommand.class,
      SweepCommand.class,
      PaperCommand.class,
      BenchmarkCommand.class,
      ClusterCommand.class,
      LabelCommand.class,
      ClassifyCommand.class,
      PredictCommand.class,
      WalkCommand.class,
      ShapeCommand.class,
      EncodeCommand.class,
      DecodeCommand.class,
      ReportCommand.class,
      ExploreCommand.class,
      ExportCommand.class,
      RunsCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      GenerateCompletion.class,
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki demo",
      "  emaki train --data kana:300 --prior swiss-roll --epochs 5 --out runs/roll",
      "  emaki cluster runs/roll --k 10",
      "  emaki report runs/roll",
      "  emaki explore",
      "",
      "demo tells the whole story in under a minute; explore walks around in the latent spaces of your runs.",
      "Every command has examples that run as they stand: emaki train --help. Images of your own come by",
      "--data FOLDER, with --resize 64x64 where their sizes differ.",
      "",
      "Options may also stand in the environment (EMAKI_DATA_DIR=...), in ./emaki.properties",
      "or in $XDG_CONFIG_HOME/emaki/emaki.properties, by their long names."
    })
final class EmakiCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
