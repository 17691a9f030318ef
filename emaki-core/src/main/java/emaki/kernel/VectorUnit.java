package emaki.kernel;

/**
 * Whether this JVM shows the processor's vector unit: decided once, told once where it does not.
 */
final class VectorUnit {
  static final boolean PRESENT = present();

  private VectorUnit() {}

  private static boolean present() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (!vectors) {
      System.getLogger(GaussianSums.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "pairwise kernels run without the vector unit, some twenty times slower: start Java"
                  + " with --add-modules jdk.incubator.vector");
    }
    return vectors;
  }
}
