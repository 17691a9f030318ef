package emaki;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of imports in this module, and the shape of its classes. */
@AnalyzeClasses(
    packages = {
      "emaki.data",
      "emaki.part",
      "emaki.kernel",
      "emaki.prior",
      "emaki.divergence",
      "emaki.eval",
      "emaki.cluster",
      "emaki.map"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule IMPORTS_GO_DOWN =
      HouseRules.importsGoDown(
          "data", "part", "kernel", "prior", "divergence", "eval", "cluster", "map");

  @ArchTest static final ArchRule CYCLES = HouseRules.PACKAGES_HAVE_NO_CYCLES;

  @ArchTest static final ArchRule CLASSES = HouseRules.CLASSES_ARE_FINAL_OR_ABSTRACT;

  @ArchTest static final ArchRule ENGINE = HouseRules.THE_ENGINE_IS_NOT_SEEN;
}
