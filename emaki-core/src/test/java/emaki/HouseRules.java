package emaki;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.Architectures;
import java.util.Arrays;

/** What holds in every module: the direction of imports, and the shape of classes. */
public final class HouseRules {
  private HouseRules() {}

  /** Packages depend on each other in one direction only. */
  public static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("emaki.(*)..").should().beFreeOfCycles();

  /** Nothing inherits from a class that can be made. */
  public static final ArchRule CLASSES_ARE_FINAL_OR_ABSTRACT =
      classes()
          .that(describe("are no enums", (JavaClass type) -> !type.isEnum()))
          .and(describe("are no interfaces", (JavaClass type) -> !INTERFACES.test(type)))
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould(
              ArchConditions.be(
                  describe(
                      "abstract or anonymous",
                      (JavaClass type) ->
                          type.getModifiers().contains(JavaModifier.ABSTRACT)
                              || type.isAnonymousClass())));

  /** Only the modules over the tensor engine see it. */
  public static final ArchRule THE_ENGINE_IS_NOT_SEEN =
      noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..");

  /**
   * Each package imports, of this module's, those before it and no others.
   *
   * @param packages last names, in the order in which data flows
   */
  public static ArchRule importsGoDown(String... packages) {
    Architectures.LayeredArchitecture layers =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : packages) {
      layers = layers.layer(name).definedBy("emaki." + name + "..");
    }
    for (int i = 0; i < packages.length; i++) {
      layers =
          i == 0
              ? layers.whereLayer(packages[0]).mayNotAccessAnyLayer()
              : layers.whereLayer(packages[i]).mayOnlyAccessLayers(Arrays.copyOf(packages, i));
    }
    return layers;
  }
}
