package io.holdfast.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much memory a process needs at its peak that sends one large object through the whole
/// payload pipeline and reads it back, with a heap of 256 MB.
final class MemorySection implements Section {
  private static final long BYTES = 1024L * 1024 * 1024;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    report.heading("Memory at its peak: one payload object of 1 GiB, `-Xmx256m`");
    report.table("store", "resident MB");
    probe("directory", folder.resolve("store").toUri().toString(), report);
    Optional<Path> program = Minio.find();
    if (program.isPresent()) {
      try (Minio minio = Minio.start(program.get(), folder)) {
        probe("MinIO", minio.url("memory"), report);
      }
    } else {
      report.line("\nLeft out: S3, as there is no minio on the PATH, nor in HOLDFAST_MINIO.");
    }
  }

  private static void probe(String name, String url, Report report) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName(),
                url,
                Long.toString(BYTES)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(credentials());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the probe of " + url + " failed: " + said);
    }
    report.row(name, said.strip());
  }

  private static Map<String, String> credentials() {
    String user = System.getProperty("aws.accessKeyId");
    return user == null
        ? Map.of()
        : Map.of(
            "AWS_ACCESS_KEY_ID",
            user,
            "AWS_SECRET_ACCESS_KEY",
            System.getProperty("aws.secretAccessKey"));
  }
}
