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
      "  emaki demo                                          the whole story in under a minute",
      "  emaki train --data kmnist --prior swiss-roll --out runs/roll",
      "  emaki train --data ~/pictures --resize 64x64        your own folder of images",
      "  emaki cluster runs/roll --k 10",
      "  emaki report runs/roll",
      "  emaki explore                                       walk around in the latent spaces of your runs",
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
