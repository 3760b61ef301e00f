package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.server.MinioServer;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many who read large objects at the same time, each through ranges of its own, in a small heap:
/// objects as they lie in the bucket, and payload on its way into a restore.
class ManyReadersIT {
  private static final int READERS = 32;
  private static final int LENGTH = 24 << 20;

  @Test
  void manyReadersOfLargeObjectsShareASmallHeap(@TempDir Path folder) throws Exception {
    try (MinioServer minio = MinioServer.start(folder)) {
      String said = SmallHeap.run(Other.class, minio.url("many/here"), folder.resolve("other.log"));

      assertThat(said)
          .contains(READERS + " read the object as it is")
          .contains(READERS + " read the payload as it was");
    }
  }

  /// The program of the process with the small heap.
  static final class Other {
    private Other() {}

    static void main(String[] arguments) throws Exception {
      byte[] block = new byte[1 << 20];
      new Random(7).nextBytes(block);
      try (Repository repository = Repository.open(arguments[0], true)) {
        readObject(repository.store(), block);
        readPayload(repository, block);
      }
    }

    private static void readObject(ObjectStore store, byte[] block) throws Exception {
      try (ObjectUpload upload = store.upload("large")) {
        for (int written = 0; written < LENGTH; written += block.length) {
          upload.write(block);
        }
        upload.commit();
      }
      atOnce(
          reader -> {
            // Each begins elsewhere, so that no two ranges are the same.
            int offset = reader * 77_777;
            CRC32C expected = new CRC32C();
            for (int at = offset; at < LENGTH; ) {
              int from = at % block.length;
              int count = Math.min(block.length - from, LENGTH - at);
              expected.update(block, from, count);
              at += count;
            }
            CRC32C read = new CRC32C();
            try (InputStream in = store.read("large", offset).orElseThrow()) {
              in.transferTo(new CheckedOutputStream(OutputStream.nullOutputStream(), read));
            }
            require(read.getValue() == expected.getValue(), "reader " + reader + " read others");
          });
      System.out.println(READERS + " read the object as it is");
    }

    private static void readPayload(Repository repository, byte[] block) throws Exception {
      Instant started = Instant.parse("2026-11-21T02:00:00Z");
      BackupRef backup = new BackupRef(new InstanceId("many"), new BackupName("large"), started);
      PayloadObject object;
      try (PayloadWriter writer = repository.payloads().create(backup, "object")) {
        for (int written = 0; written < LENGTH; written += block.length) {
          // No two blocks alike, so that nothing of it can be compressed away.
          new Random(written).nextBytes(block);
          writer.write(block, 0, block.length);
        }
        object = writer.commit();
      }
      require(object.length() > LENGTH / 2, "the payload was compressed away");
      atOnce(_ -> repository.payloads().verify(backup, object));
      System.out.println(READERS + " read the payload as it was");
    }

    private interface Reading {
      void run(int reader) throws IOException;
    }

    private static void atOnce(Reading reading) throws Exception {
      CyclicBarrier start = new CyclicBarrier(READERS);
      List<Future<?>> readers = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
        for (int i = 0; i < READERS; i++) {
          int reader = i;
          readers.add(
              threads.submit(
                  () -> {
                    start.await();
                    reading.run(reader);
                    return true;
                  }));
        }
        for (Future<?> each : readers) {
          var _ = each.get();
        }
      }
    }

    private static void require(boolean holds, String otherwise) {
      if (!holds) {
        throw new IllegalStateException(otherwise);
      }
    }
  }
}
