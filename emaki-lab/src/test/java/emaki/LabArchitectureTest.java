package emaki;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of imports in this module, and the shape of its classes. */
@AnalyzeClasses(
    packages = {
      "emaki.run",
      "emaki.report",
      "emaki.onnx",
      "emaki.export",
      "emaki.trial",
      "emaki.remote",
      "emaki.sweep",
      "emaki.paper",
      "emaki.benchmark"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
final class LabArchitectureTest {
  @ArchTest
  static final ArchRule IMPORTS_GO_DOWN =
      HouseRules.importsGoDown("run", "report", "trial", "remote", "sweep", "paper", "benchmark");

  @ArchTest static final ArchRule CYCLES = HouseRules.PACKAGES_HAVE_NO_CYCLES;

  @ArchTest static final ArchRule CLASSES = HouseRules.CLASSES_ARE_FINAL_OR_ABSTRACT;

  @ArchTest static final ArchRule ENGINE = HouseRules.THE_ENGINE_IS_NOT_SEEN;
}
