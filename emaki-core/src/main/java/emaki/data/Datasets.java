package emaki.data;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and reads data sets, by name or by path. */
public final class Datasets {
  /** The environment variable that names a folder of data sets. */
  public static final String ENVIRONMENT = "EMAKI_DATA";

  private static final String GENERATED = "kana";
  private static final int MOST_GENERATED = 1_000_000;

  private Datasets() {}

  /**
   * Reads a data set.
   *
   * @param name a known data set ({@code kana}, {@code kana:COUNT} for so many training images and
   *     a sixth as many for testing, {@code kmnist}, ...), or a path to an npz, an npy, an IDX
   *     file, a folder of IDX files or a folder of images
   * @throws InputException where it is not found or damaged
   */
  public static Dataset load(String name, DatasetOptions options) {
    Dataset found = read(name, options);
    Dataset data =
        new Dataset(
            found.images(),
            found.trainingCount(),
            found.remarks().and(shadowed(name, options.dataDir())));
    return options.resize() == null ? data : new Resampler(options.resize()).resample(data);
  }

  /** What is said where a known data set's name is that of a file or folder here as well. */
  private static List<String> shadowed(String name, @Nullable Path dataDir) {
    File here = new File(name);
    if (!isKnown(name) || !here.exists()) {
      return List.of();
    }
    Optional<File> known = whereIs(name, dataDir).map(File::new).filter(File::exists);
    try {
      return known.isPresent() && Files.isSameFile(known.get().toPath(), here.toPath())
          ? List.of()
          : List.of(
              "%s: the known data set of that name, not the %s here, which is ./%s"
                  .formatted(name, here.isDirectory() ? "folder" : "file", name));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Dataset read(String name, DatasetOptions options) {
    if (name.equals(GENERATED) || name.startsWith(GENERATED + ":")) {
      return generate(name);
    }
    Optional<Catalogue.Entry> known = Catalogue.find(name);
    if (known.isPresent()) {
      return read(known.get(), options);
    }
    Optional<DataSource> source = source(name);
    if (source.isPresent()) {
      return source.get().load(name, options);
    }
    Path path = path(name);
    if (Files.isDirectory(path)) {
      return IdxImages.isIn(path)
          ? IdxImages.readFolder(path, name, List.of())
          : ImageFolder.read(path, options);
    }
    if (!Files.isRegularFile(path)) {
      throw new InputException(
          "‹data› " + name,
          "no such file, folder or known data set",
          "known are %s; or name a path".formatted(known()));
    }
    return readFile(path);
  }

  /**
   * A name that means the same in every working directory: a known data set's, or a source's that
   * is no file, as it is; a path made absolute.
   */
  public static String canonical(String name) {
    if (isKnown(name) || (source(name).isPresent() && !new File(name).exists())) {
      return name;
    }
    return path(name).toAbsolutePath().normalize().toString();
  }

  /** What jars on the class path offer besides. */
  public static List<DataSource> sources() {
    return Providers.of(DataSource.class);
  }

  /** The source of a name that emaki does not know itself; the first that knows it. */
  public static Optional<DataSource> source(String name) {
    return isKnown(name)
        ? Optional.empty()
        : sources().stream().filter(source -> source.knows(name)).findFirst();
  }

  /** The place that a name stands for; empty where it is no path. */
  static Optional<Path> folder(String name) {
    return isKnown(name) || source(name).isPresent() ? Optional.empty() : Optional.of(path(name));
  }

  /** The name that means the same data in any working directory: a path becomes a whole one. */
  public static String anywhere(String name) {
    return folder(name).map(path -> path.toAbsolutePath().normalize().toString()).orElse(name);
  }

  private static boolean isKnown(String name) {
    return name.equals(GENERATED)
        || name.startsWith(GENERATED + ":")
        || Catalogue.find(name).isPresent();
  }

  private static String known() {
    return Stream.concat(Catalogue.names().stream(), sources().stream().map(DataSource::usage))
        .collect(Collectors.joining(", "));
  }

  /** Where a known data set is, or empty where it is nowhere. */
  public static Optional<String> whereIs(String name, @Nullable Path dataDir) {
    if (name.equals(GENERATED)) {
      return Optional.of("generated");
    }
    return places(dataDir).stream()
        .map(place -> place.resolve(name))
        .filter(folder -> IdxImages.isIn(folder) || NpzImages.isIn(folder, name))
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Compares a known data set's files with the checksums of the catalogue.
   *
   * @return whether there are checksums to compare with
   * @throws InputException where a file's content is not what it should be
   */
  public static boolean verify(String name, @Nullable Path dataDir) {
    Optional<Catalogue.Entry> entry = Catalogue.find(name);
    Optional<Path> folder = whereIs(name, dataDir).map(Path::of);
    if (entry.isEmpty() || folder.isEmpty()) {
      return false;
    }
    boolean verified = false;
    for (Catalogue.Remote remote : entry.get().files()) {
      Path file = folder.get().resolve(remote.name());
      String md5 = remote.md5();
      if (md5 == null || !Files.isRegularFile(file)) {
        continue;
      }
      String found;
      try {
        found = DatasetFetcher.contentMd5(file);
      } catch (IOException e) {
        found = "none: " + InputException.reason(e);
      }
      if (!md5.equals(found)) {
        throw new InputException(
            file.toString(),
            "its content is wrong: expected MD5 %s, found %s".formatted(md5, found),
            "remove it and fetch it again: ‹fetch " + name + "›");
      }
      verified = true;
    }
    return verified;
  }

  /** The folder into which data sets are fetched unless said otherwise. */
  public static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "emaki", "datasets");
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw NameEncoding.fault("‹data› " + name, e);
    }
  }

  private static List<Path> places(@Nullable Path dataDir) {
    List<Path> places = new ArrayList<>();
    if (dataDir != null) {
      places.add(dataDir);
    }
    String environment = System.getenv(ENVIRONMENT);
    if (environment != null && !environment.isEmpty()) {
      places.add(Path.of(environment));
    }
    places.add(cache());
    places.add(Path.of("/usr/share/datasets"));
    return places;
  }

  private static Dataset read(Catalogue.Entry entry, DatasetOptions options) {
    String name = entry.name();
    Path folder =
        whereIs(name, options.dataDir())
            .map(Path::of)
            .orElseThrow(
                () ->
                    new InputException(
                        name,
                        "is in none of "
                            + String.join(
                                ", ",
                                places(options.dataDir()).stream().map(Path::toString).toList()),
                        "fetch it: ‹fetch %s›, or name its parent by ‹data-dir›".formatted(name)));
    return IdxImages.isIn(folder)
        ? IdxImages.readFolder(folder, name, entry.classNames())
        : NpzImages.readFolder(folder, name, entry.classNames());
  }

  private static Dataset readFile(Path file) {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(4);
    } catch (IOException e) {
      throw InputException.of(file, "cannot be read", e, "check its permissions");
    }
    if (start.length == 0) {
      throw new InputException(file.toString(), "is empty", "fetch or make it again");
    }
    if (start.length == 4 && start[0] == 'P' && start[1] == 'K') {
      return NpzImages.readFile(file);
    }
    if (start[0] == (byte) 0x93) {
      return NpzImages.readNpy(file);
    }
    if (Idx.recognises(start)) {
      return IdxImages.readFile(file);
    }
    throw new InputException(
        file.toString(), "is neither npz, npy nor IDX", "give one of these, or a folder of images");
  }

  private static Dataset generate(String name) {
    if (name.equals(GENERATED)) {
      return Kana.generate(60_000, 10_000, 0);
    }
    String count = name.substring(GENERATED.length() + 1);
    int training = count.matches("[1-9]\\d{0,6}") ? Integer.parseInt(count) : 0;
    if (training < 10 || training > MOST_GENERATED) {
      throw new InputException(
          "‹data› " + name,
          "expected a number of training images from 10 to %d".formatted(MOST_GENERATED),
          "such as kana:20000");
    }
    return Kana.generate(training, Math.max(1, training / 6), 0);
  }
}
