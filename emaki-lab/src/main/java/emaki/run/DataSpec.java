package emaki.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The images of a run.
 *
 * @param name a known dataset's name or a path
 * @param resize height x width to which images are brought, such as {@code 28x28}; null: as they
 *     are
 * @param skipUnreadable true: images of a folder that cannot be read are left out; null: they are
 *     refused
 */
public record DataSpec(
    @JsonProperty("data") String name,
    @Nullable String resize,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean skipUnreadable) {

  public DataSpec {
    skipUnreadable = Boolean.TRUE.equals(skipUnreadable) ? Boolean.TRUE : null;
  }

  /** Images all of which can be read. */
  public DataSpec(String name, @Nullable String resize) {
    this(name, resize, null);
  }

  /** Images as they are. */
  public static DataSpec of(String name) {
    return new DataSpec(name, null);
  }

  /** The same with other images. */
  public DataSpec withName(String newName) {
    return new DataSpec(newName, resize, skipUnreadable);
  }

  /** The same brought to another size; null: as they are. */
  public DataSpec withResize(@Nullable String newResize) {
    return new DataSpec(name, newResize, skipUnreadable);
  }

  /** The same with unreadable images left out; null: refused. */
  public DataSpec withSkipUnreadable(@Nullable Boolean skip) {
    return new DataSpec(name, resize, skip);
  }

  /**
   * Reads them.
   *
   * @param dataDir where to look for known datasets first; null: the usual places
   * @throws emaki.data.InputException where they are not there, or damaged
   */
  public Dataset load(@Nullable Path dataDir) {
    return Datasets.load(
        name, DatasetOptions.of(dataDir, resize).withSkipUnreadable(skipUnreadable != null));
  }
}
