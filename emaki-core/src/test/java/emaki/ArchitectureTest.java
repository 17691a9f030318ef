package emaki;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of imports, and the shape of classes. */
@AnalyzeClasses(packages = "emaki", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule IMPORTS_GO_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("data")
          .definedBy("emaki.data")
          .layer("kernel")
          .definedBy("emaki.kernel")
          .layer("itl")
          .definedBy("emaki.itl")
          .layer("prior")
          .definedBy("emaki.prior")
          .layer("model")
          .definedBy("emaki.model")
          .layer("train")
          .definedBy("emaki.train")
          .layer("cluster")
          .definedBy("emaki.cluster")
          .layer("eval")
          .definedBy("emaki.eval")
          .layer("experiment")
          .definedBy("emaki.experiment")
          .layer("report")
          .definedBy("emaki.report")
          .layer("paper")
          .definedBy("emaki.paper")
          .whereLayer("paper")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("data")
          .mayNotAccessAnyLayer()
          .whereLayer("kernel")
          .mayNotAccessAnyLayer()
          .whereLayer("itl")
          .mayOnlyAccessLayers("kernel")
          .whereLayer("prior")
          .mayOnlyAccessLayers("data")
          .whereLayer("model")
          .mayOnlyAccessLayers("data")
          .whereLayer("train")
          .mayOnlyAccessLayers("data", "itl", "prior", "model")
          .whereLayer("cluster")
          .mayOnlyAccessLayers("data", "kernel")
          .whereLayer("eval")
          .mayOnlyAccessLayers("data", "itl", "prior")
          .whereLayer("report")
          .mayOnlyAccessLayers("data", "prior", "eval")
          .whereLayer("experiment")
          .mayOnlyAccessLayers(
              "data", "kernel", "itl", "prior", "model", "train", "cluster", "eval", "report");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("emaki.(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_MODEL_AND_TRAIN_SEE_THE_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackages("emaki.model", "emaki.train")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule CLASSES_ARE_FINAL_OR_ABSTRACT =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould(
              com.tngtech.archunit.lang.conditions.ArchConditions.be(
                  new DescribedPredicate<JavaClass>("abstract or anonymous") {
                    @Override
                    public boolean test(JavaClass type) {
                      return type.getModifiers().contains(JavaModifier.ABSTRACT)
                          || type.isAnonymousClass();
                    }
                  }));
}
