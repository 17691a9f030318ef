package emaki;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The shape of this module's classes, and that it knows neither engine nor command line. */
@AnalyzeClasses(packages = "emaki.spark", importOptions = ImportOption.DoNotIncludeTests.class)
final class SparkArchitectureTest {
  @ArchTest static final ArchRule CLASSES = HouseRules.CLASSES_ARE_FINAL_OR_ABSTRACT;

  @ArchTest static final ArchRule ENGINE = HouseRules.THE_ENGINE_IS_NOT_SEEN;

  @ArchTest
  static final ArchRule COMMAND_LINE =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("emaki.app..", "emaki.paper..", "picocli..");
}
