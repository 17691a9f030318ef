package emaki.benchmark;

import emaki.report.PaperPage.Table;
import emaki.report.SpreadPlot.Panel;
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
}
