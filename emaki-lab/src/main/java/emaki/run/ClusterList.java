package emaki.run;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import emaki.data.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which image is in which cluster, a line an image, for people and tools. */
final class ClusterList {
  private ClusterList() {}

  static byte[] csv(RunFolder run, Latents latents, int[] clusters) throws IOException {
    List<String> files = run.files();
    List<String> names = run.record().dataset().classNames();
    CsvSchema.Builder columns = CsvSchema.builder();
    List.of("row", "file", "split", "label", "cluster").forEach(columns::addColumn);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var rows = new CsvMapper().writer(columns.build().withHeader()).writeValues(out)) {
      for (int row = 0; row < clusters.length; row++) {
        int label = latents.labels()[row];
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("row", row);
        line.put("file", row < files.size() ? files.get(row) : "");
        line.put("split", Split.of(latents.split()[row]).key());
        line.put("label", label < 0 ? "" : label < names.size() ? names.get(label) : label);
        line.put("cluster", clusters[row]);
        rows.write(line);
      }
    }
    return out.toByteArray();
  }
}
