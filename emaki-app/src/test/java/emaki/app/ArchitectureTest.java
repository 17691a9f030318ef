package emaki.app;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import emaki.HouseRules;

/** The shape of this module's classes; and that none sees the tensor engine. */
@AnalyzeClasses(packages = "emaki.app", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest static final ArchRule CLASSES = HouseRules.CLASSES_ARE_FINAL_OR_ABSTRACT;

  @ArchTest static final ArchRule ENGINE = HouseRules.THE_ENGINE_IS_NOT_SEEN;
}
