package emaki.run;

import emaki.data.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which image is in which cluster, a line an image, for people and tools. */
final class ClusterList {
  private ClusterList() {}

  static List<List<String>> of(RunFolder run, Latents latents, int[] clusters) throws IOException {
    List<String> files = run.files();
    List<String> names = run.record().dataset().classNames();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("row", "file", "split", "label", "cluster"));
    for (int row = 0; row < clusters.length; row++) {
      int label = latents.labels()[row];
      rows.add(
          List.of(
              String.valueOf(row),
              row < files.size() ? files.get(row) : "",
              Split.of(latents.split()[row]).key(),
              label < 0 ? "" : label < names.size() ? names.get(label) : String.valueOf(label),
              String.valueOf(clusters[row])));
    }
    return rows;
  }
}
