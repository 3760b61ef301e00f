package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.server.MinioServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An object eight times as large as the heap that it goes through.
class LargeObjectIT {
  /// More than an `int` counts.
  private static final long LENGTH = (2L << 30) + (64 << 20);

  @Test
  void twoGibibytesGoThroughAHeapOfAQuarter(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.getFileStore(folder).getUsableSpace() > 2 * LENGTH,
        "no room for an object of 2 GiB here");
    try (MinioServer minio = MinioServer.start(folder)) {
      String said = SmallHeap.run(Other.class, minio.url("large"), folder.resolve("other.log"));

      assertThat(said).contains("read back the same " + LENGTH + " bytes");
    }
  }

  /// The program of the process with the small heap.
  static final class Other {
    private Other() {}

    static void main(String[] arguments) throws IOException {
      try (ObjectStore store = ObjectStores.open(arguments[0], true).orElseThrow()) {
        long written = upload(store);
        CRC32C read = new CRC32C();
        long length = 0;
        byte[] buffer = new byte[256 << 10];
        try (InputStream in = store.read("object", 0).orElseThrow()) {
          for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            read.update(buffer, 0, count);
            length += count;
          }
        }
        String verdict = read.getValue() == written ? "the same" : "other";
        System.out.println("read back " + verdict + " " + length + " bytes");
      }
    }

    private static long upload(ObjectStore store) throws IOException {
      CRC32C crc = new CRC32C();
      byte[] block = new byte[1 << 20];
      new Random(5).nextBytes(block);
      try (ObjectUpload upload = store.upload("object")) {
        for (long left = LENGTH; left > 0; left -= block.length) {
          block[(int) (left % 977)]++;
          upload.write(block);
          crc.update(block);
        }
        upload.commit();
      }
      return crc.getValue();
    }
  }
}
