package emaki.benchmark;

import emaki.report.PaperPage.Table;
import emaki.report.ResultsPage;
import emaki.report.SpreadPlot;
import emaki.report.SpreadPlot.Panel;
import emaki.run.Json;
import emaki.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark came to so far.
 *
 * @param title of the page
 * @param lead how it was measured: a paragraph each
 * @param tables for people
 * @param figures for programs
 * @param axis of the chart
 * @param panels of the chart; empty: none
 */
record BenchmarkResults(
    String title,
    List<String> lead,
    List<Table> tables,
    Map<String, Object> figures,
    String axis,
    List<Panel> panels) {
  BenchmarkResults {
    lead = List.copyOf(lead);
    tables = List.copyOf(tables);
    panels = List.copyOf(panels);
  }

  /**
   * Writes {@code results.json}, {@code results.md} and {@code chart.png}.
   *
   * @return what {@code results.json} holds
   */
  Map<String, Object> write(BenchmarkPlan plan, BenchmarkRecord record) throws IOException {
    BenchmarkFolder folder = plan.folder();
    Map<String, String> provenance = provenance(plan.options(), record);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("benchmark", plan.name());
    all.put("provenance", provenance);
    all.put("work_seconds", record.workSeconds());
    all.put("failures", record.failures());
    all.putAll(figures);
    Json.write(folder.resultsFile(), all);
    if (!panels.isEmpty()) {
      SpreadPlot.write(folder.chartFile(), axis, panels);
    }
    new ResultsPage(
            title,
            lead,
            tables,
            Files.exists(folder.chartFile()) ? Map.of("chart.png", axis) : Map.of(),
            record.failures().entrySet().stream()
                .map(failure -> failure.getKey() + " failed: " + failure.getValue())
                .toList(),
            provenance)
        .write(folder.pageFile());
    return all;
  }

  private static Map<String, String> provenance(BenchmarkOptions options, BenchmarkRecord record) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("command", options.command());
    provenance.putAll(record.settings());
    provenance.put("seeds asked for", String.valueOf(record.seeds()));
    provenance.put("begun", record.created());
    provenance.put("work in all", "%.0f s".formatted(record.workSeconds()));
    provenance.put("emaki", record.emaki());
    provenance.putAll(Provenance.machine(options.threads()));
    provenance.put("runs at a time", String.valueOf(options.parallel()));
    return provenance;
  }
}
