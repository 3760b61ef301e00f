package io.holdfast.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Runs the benchmarks that are named on the command line, or all, and prints Markdown.
public final class Bench {
  private static final List<Section> SECTIONS =
      List.of(
          new BackupSection(),
          new RestoreSection(),
          new CollectionsSection(),
          new EncryptionSection(),
          new DirectorySection(),
          new PhysicalSection(),
          new S3Section(),
          new AzureSection(),
          new MemorySection(),
          new CatalogueSection());

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Set<String> wanted = new TreeSet<>(Arrays.asList(arguments));
    boolean all = wanted.isEmpty();
    List<Section> chosen =
        SECTIONS.stream().filter(section -> all || wanted.remove(section.name())).toList();
    if (!wanted.isEmpty()) {
      System.err.println("There is no benchmark " + wanted + "; there are: " + names());
      System.exit(2);
    }
    Report report = new Report(System.out);
    report.line(machine());
    long started = System.nanoTime();
    for (Section section : chosen) {
      Path folder = Files.createTempDirectory("holdfast-bench-");
      try {
        section.run(folder, report);
      } finally {
        Folders.delete(folder);
      }
    }
    report.line("\nTook %d s.".formatted((System.nanoTime() - started) / 1_000_000_000));
  }

  private static List<String> names() {
    return SECTIONS.stream().map(Section::name).toList();
  }

  private static String machine() {
    return "%s, %d processors, load %s, Java %s, %s"
        .formatted(
            System.getProperty("os.name"),
            Runtime.getRuntime().availableProcessors(),
            Report.number(
                "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()),
            Runtime.version().feature(),
            Instant.now().truncatedTo(ChronoUnit.MINUTES));
  }
}
