///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.emaki:emaki-bom:0.2.0-SNAPSHOT@pom
//DEPS io.github.emaki:emaki-lab
//DEPS org.slf4j:slf4j-simple:2.0.17
// The engine for this platform: linux-x86_64, osx-aarch64 or win-x86_64.
//DEPS ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64
//JAVA_OPTIONS --add-modules=jdk.incubator.vector -Dai.djl.offline=true -DOPT_OUT_TRACKING=true
//JAVA_OPTIONS -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Djava.awt.headless=true

import emaki.report.Report;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.nio.file.Path;

/** Rolls the embedded data, or those that are named, into a swiss roll, and reports: a page to open in a browser. */
public final class Roll {
  private Roll() {}

  public static void main(String[] arguments) throws Exception {
    String data = arguments.length > 0 ? arguments[0] : "kana:20000";
    Path folder = Path.of(arguments.length > 1 ? arguments[1] : "roll");
    TrialSpec spec = TrialSpec.of(data).withPrior("swiss-roll").withEpochs(10);
    RunRecord run = Trial.run(spec, null, folder, "Roll " + data, TrainingListener.NONE);
    System.out.printf("mean squared error on test images %.4f%n", run.results().reconstructionMse().get("test"));
    System.out.println(Report.write(folder).toUri());
  }
}
