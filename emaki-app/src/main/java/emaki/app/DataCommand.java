package emaki.app;

import emaki.data.Catalogue;
import emaki.data.DataSource;
import emaki.data.Dataset;
import emaki.data.DatasetFetcher;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Npz;
import emaki.part.Origin;
import emaki.run.DataSpec;
import emaki.run.ShellWords;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code emaki data}: what there is, whether it is sound, getting it, taking it away. */
@Command(
    name = "data",
    description = "What datasets there are; check, show, fetch and export them.",
    subcommands = {
      DataCommand.ListData.class,
      DataCommand.Check.class,
      DataShowCommand.class,
      DataCommand.Fetch.class,
      DataCommand.Export.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki data list",
      "  emaki data check kana:300",
      "  emaki data show kana:300 --augment --out views.png",
      "",
      "With images of your own in FOLDER:",
      "  emaki data check FOLDER --resize 64x64"
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  /** {@code emaki data list}. */
  @Command(
      name = "list",
      description =
          "List the known datasets: what they are, where they were found, whence to fetch.",
      footerHeading = "%nExamples:%n",
      footer = "  emaki data list")
  static final class ListData implements Callable<Integer> {
    @Mixin private Console console = new Console();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Look here first.")
    private @Nullable Path dataDir;

    @Override
    public Integer call() {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      console.print("%-14s %8s  %9s  %-24s %s", "name", "images", "size", "licence", "where");
      for (Catalogue.Entry entry : Catalogue.entries()) {
        String where = Datasets.whereIs(entry.name(), dataDir).orElse(null);
        rows.add(row(entry, where));
        console.print(
            "%-14s %8d  %9s  %-24s %s",
            entry.name(),
            entry.training() + entry.test(),
            entry.files().isEmpty() ? "-" : size(entry.bytes()),
            entry.licence(),
            where == null ? "not here: emaki data fetch " + entry.name() : where);
        console.print("%-14s %s", "", entry.description());
        for (Catalogue.Remote file : entry.files()) {
          console.print("%-14s %8s  %9s  %s", "", "", size(file.bytes()), file.url());
        }
      }
      for (DataSource source : Datasets.sources()) {
        String from =
            Origin.of("data", source.usage(), source.getClass()).map(Origin::jar).orElse(null);
        rows.add(row(source, from));
        console.print("%-14s %8s  %9s  %-24s %s", source.usage(), "-", "-", "-", from);
        console.print("%-14s %s", "", source.description());
      }
      console.result(Map.of("datasets", rows));
      return 0;
    }

    private static Map<String, @Nullable Object> row(
        Catalogue.Entry entry, @Nullable String where) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", entry.name());
      row.put("description", entry.description());
      row.put("images", entry.training() + entry.test());
      row.put("bytes", known(entry.bytes()));
      row.put("licence", entry.licence());
      row.put("where", where);
      List<Map<String, @Nullable Object>> files = new ArrayList<>();
      for (Catalogue.Remote remote : entry.files()) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("name", remote.name());
        file.put("url", remote.url());
        file.put("bytes", known(remote.bytes()));
        file.put("md5", remote.md5());
        files.add(file);
      }
      row.put("files", files);
      return row;
    }

    private static Map<String, @Nullable Object> row(DataSource source, @Nullable String where) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", source.usage());
      row.put("description", source.description());
      row.put("where", where);
      return row;
    }

    private static @Nullable Long known(long bytes) {
      return bytes == 0 ? null : (Long) bytes;
    }

    private static String size(long bytes) {
      return bytes == 0 ? "not known" : "%.1f MB".formatted(bytes / 1e6);
    }
  }

  /** {@code emaki data check}. */
  @Command(
      name = "check",
      description =
          "Read a dataset whole and tell what it is; compare known ones with their checksums.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  emaki data check kana:300",
        "",
        "With images of your own in FOLDER, and a dataset that was fetched:",
        "  emaki data check FOLDER --resize 64x64",
        "  emaki data check kmnist"
      })
  static final class Check implements Callable<Integer> {
    @Mixin private Console console = new Console();
    @Mixin private Source source = new Source();

    @Override
    public Integer call() {
      Dataset data = source.load(console);
      ImageSet images = data.images();
      boolean verified = Datasets.verify(source.name(), source.dataDir());
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("name", images.name());
      result.put("images", images.size());
      result.put("training", data.trainingCount());
      result.put("test", images.size() - data.trainingCount());
      result.put("height", images.height());
      result.put("width", images.width());
      result.put("channels", images.channels());
      result.put("labelled", images.labelled());
      result.put("classes", images.classes());
      result.put("class_names", images.classNames());
      result.put("checksums", verified ? "match" : "unknown");
      result.put("sha256", images.sha256());
      if (!data.remarks().unreadable().isEmpty()) {
        result.put("unreadable", data.remarks().unreadable());
      }
      console.result(result);
      result.forEach((name, value) -> console.print("%-12s %s", name.replace('_', ' '), value));
      int[] labels = Arrays.stream(images.labels()).distinct().toArray();
      if (images.labelled() && labels.length == 1) {
        console.say(
            "all images are of one class, %s: no classifier can learn from it, no score means anything",
            images.classNames().get(labels[0]));
      }
      sayNext(data);
      return 0;
    }

    private void sayNext(Dataset data) {
      try {
        TrialSpec spec = TrialSpec.of(source.name());
        spec.training().splits(data);
        spec.network().of(data.images());
        console.say("next: %s", source.onwards("train", "--data"));
      } catch (InputException e) {
        console.say("emaki train would refuse it: %s", Wording.of(e));
      }
    }
  }

  /** {@code emaki data fetch}. */
  @Command(
      name = "fetch",
      description = {
        "Fetch a known dataset: resumed where it was broken off, put in place only when its MD5 is right.",
        "Of k49 no MD5 is known: its files are taken as they come."
      },
      footerHeading = "%nExamples:%n",
      footer = "  emaki data fetch kmnist")
  static final class Fetch implements Callable<Integer> {
    @Mixin private Console console = new Console();

    @Parameters(paramLabel = "NAME", description = "As emaki data list names it.")
    private String name = "";

    @Option(
        names = "--into",
        paramLabel = "DIR",
        description = "The datasets' folder. Default: ~/.cache/emaki/datasets.")
    private @Nullable Path into;

    @Option(names = "--offline", description = "Use no network: fail.")
    private boolean offline;

    @Override
    public Integer call() throws InterruptedException {
      Catalogue.Entry entry =
          Catalogue.find(name)
              .filter(known -> !known.files().isEmpty())
              .orElseThrow(
                  () ->
                      new InputException(
                          name, "is no dataset that can be fetched", "emaki data list shows them"));
      if (offline) {
        throw new InputException("--offline", "fetching needs the network", "leave --offline out");
      }
      Path folder = into == null ? Datasets.cache() : into;
      int columns = console.terminalColumns();
      DatasetFetcher fetcher =
          new DatasetFetcher(
              folder,
              (file, bytes, total) -> {
                if (columns > 0) {
                  System.err.printf(
                      "\r%-32s %7.1f of %.1f MB\u001b[K%s",
                      file, bytes / 1e6, total / 1e6, bytes == total ? "\n" : "");
                } else if (bytes == total) {
                  console.say("%s: %.1f MB", file, bytes / 1e6);
                }
              });
      Path fetched = fetcher.fetch(entry);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("name", name);
      result.put("folder", fetched.toString());
      boolean checked = entry.files().stream().allMatch(file -> file.md5() != null);
      result.put("checksums", checked ? "match" : "unknown");
      console.result(result);
      console.print("%s", fetched);
      if (!checked) {
        console.say("no checksums of %s are known: its files were taken as they came", name);
      }
      List<String> check = new ArrayList<>(List.of("data", "check", name));
      if (into != null) {
        check.addAll(List.of("--data-dir", into.toString()));
      }
      console.say("next: %s", CommandWords.of(check));
      return 0;
    }
  }

  /** {@code emaki data export}. */
  @Command(
      name = "export",
      description =
          "Write a dataset as npz: images uint8 [n, height, width, channels], labels int32 [n] (-1: none); the training"
              + " images come first.",
      footerHeading = "%nExamples:%n",
      footer = "  emaki data export kana:300 --out kana.npz")
  static final class Export implements Callable<Integer> {
    @Mixin private Console console = new Console();
    @Mixin private Source source = new Source();

    @Option(
        names = "--out",
        paramLabel = "F.npz",
        required = true,
        description = "The file to write.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
      Npz.requireReplaceable(out);
      ImageSet images = source.load(console).images();
      Npz.write(out, images);
      console.result(Map.of("out", out.toString(), "images", images.size()));
      console.print("%s: %d images", out, images.size());
      return 0;
    }
  }

  /** A dataset as a parameter. */
  static final class Source {
    @Parameters(
        paramLabel = "NAME|PATH",
        description = "A known dataset, a file or a folder of images.")
    private String name = "";

    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description = "Look for known datasets here first.")
    private @Nullable Path dataDir;

    @Option(names = "--resize", paramLabel = "HxW", description = "Bring all images to this size.")
    private @Nullable String resize;

    @Option(
        names = "--skip-unreadable",
        description =
            "Leave out the images of a folder that are damaged, and tell which; else they are refused.")
    private boolean skipUnreadable;

    String name() {
      return name;
    }

    @Nullable Path dataDir() {
      return dataDir;
    }

    /** A command on the same dataset, found and sized in the same way. */
    String onwards(String... command) {
      List<String> words = new ArrayList<>(List.of(command));
      words.add(ShellWords.file(name));
      if (dataDir != null) {
        words.addAll(List.of("--data-dir", dataDir.toString()));
      }
      if (resize != null) {
        words.addAll(List.of("--resize", resize));
      }
      if (skipUnreadable) {
        words.add("--skip-unreadable");
      }
      return CommandWords.of(words);
    }

    /** Reads it, and says what is to be said of that. */
    Dataset load(Console console) {
      Dataset data = new DataSpec(name, resize, skipUnreadable).load(dataDir);
      console.say(data.remarks());
      return data;
    }
  }
}
