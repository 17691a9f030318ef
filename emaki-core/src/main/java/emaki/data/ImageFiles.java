package emaki.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The images of a folder before any is decoded, in the order of the data set that they make.
 *
 * @param folder where they are
 * @param files relative to it
 * @param labels of each, {@link ImageSet#NO_LABEL} or an index from 0
 * @param classNames by label; empty where the folder is flat
 */
public record ImageFiles(
    Path folder, List<String> files, List<Integer> labels, List<String> classNames) {
  public ImageFiles {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
    classNames = List.copyOf(classNames);
  }

  /**
   * Looks what a data set's name stands for.
   *
   * @return empty where it is no folder of images
   * @throws InputException where it is one of which no data set can be made
   */
  public static Optional<ImageFiles> of(String name) {
    return Datasets.folder(name)
        .filter(Files::isDirectory)
        .filter(path -> !IdxImages.isIn(path))
        .map(ImageFolder::list);
  }
}
