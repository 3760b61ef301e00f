package io.holdfast.bench;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;

/// A process of its own that sends one object to a store and reads it back, then says how much
/// memory it had at its peak.
final class MemoryProbe {
  private static final long MEGA = 1_000_000;

  private MemoryProbe() {}

  public static void main(String[] arguments) throws Exception {
    long bytes = Long.parseLong(arguments[1]);
    BackupRef backup =
        new BackupRef(
            new InstanceId("bench"),
            new BackupName("memory"),
            Instant.ofEpochSecond(1_795_226_400));
    try (Repository repository = Repository.open(arguments[0], true)) {
      SplittableRandom random = new SplittableRandom(3);
      byte[] buffer = new byte[128 * 1024];
      PayloadObject object;
      try (PayloadWriter writer = repository.payloads().create(backup, "object")) {
        for (long written = 0; written < bytes; written += buffer.length) {
          random.nextBytes(buffer);
          writer.write(buffer, 0, buffer.length);
        }
        object = writer.commit();
      }
      repository.payloads().verify(backup, object);
    }
    System.out.println(residentPeak() / MEGA);
  }

  private static long residentPeak() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
