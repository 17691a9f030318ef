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
    return train != null && (validation != null || test != null || alone)
        ? Optional.of(new FolderDivision(train, validation, test, others))
        : Optional.empty();
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
