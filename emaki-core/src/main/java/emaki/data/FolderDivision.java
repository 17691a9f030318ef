package emaki.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder's sub-folders of training, validation and test images, by the names that are usual for
 * them.
 *
 * @param train holds images
 * @param validation holds images; null: there is none
 * @param test holds images; null: there is none
 * @param others what else holds images beside them
 */
record FolderDivision(
    ImageTree train,
    @Nullable ImageTree validation,
    @Nullable ImageTree test,
    List<ImageTree> others) {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation", "dev");
  private static final Set<String> TEST = Set.of("test", "testing");

  /** Empty where a folder is not divided: training images alone are no class either. */
  static Optional<FolderDivision> of(ImageTree tree) {
    List<ImageTree> others = new ArrayList<>(tree.classes());
    ImageTree train = take(others, TRAIN);
    ImageTree validation = take(others, VALIDATION);
    ImageTree test = take(others, TEST);
    boolean alone = others.isEmpty() && tree.images().isEmpty();
    if (train == null || (validation == null && test == null && !alone)) {
      return Optional.empty();
    }
    requireOne(train, others, TRAIN);
    requireOne(validation, others, VALIDATION);
    requireOne(test, others, TEST);
    return Optional.of(new FolderDivision(train, validation, test, others));
  }

  /** Train and train, test and testing: nobody can tell which is meant. */
  private static void requireOne(
      @Nullable ImageTree taken, List<ImageTree> others, Set<String> names) {
    ImageTree second = taken == null ? null : take(new ArrayList<>(others), names);
    if (taken != null && second != null) {
      throw new InputException(
          String.valueOf(taken.path().getParent()),
          "holds both %s and %s".formatted(taken.name(), second.name()),
          "put what belongs together into one of them, or take one away");
    }
  }

  private static @Nullable ImageTree take(List<ImageTree> from, Set<String> names) {
    Optional<ImageTree> found =
        from.stream()
            .filter(folder -> names.contains(folder.name().toLowerCase(Locale.ROOT)))
            .findFirst();
    found.ifPresent(from::remove);
    return found.orElse(null);
  }
}
