package emaki.remote;

import emaki.run.DataSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Images to encode.
 *
 * @param data a folder of image files that all machines see, or what emaki knows as data
 * @param dataDir where to look for known data sets first; null: the usual places
 */
public record ImageSource(DataSpec data, @Nullable Path dataDir) {}
