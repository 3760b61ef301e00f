package io.holdfast.activities.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.server.AzuriteServer;
import io.holdfast.activities.storage.server.Fault;
import io.holdfast.activities.storage.server.FaultyWire;
import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.activities.storage.transfer.PartSizes;
import io.holdfast.activities.storage.transfer.PartedUpload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Uploads in blocks, on a real Azurite.
class AzureUploadIT extends OnAzurite {
  @Test
  void anObjectOfManyBlocksIsReadBackFromAnywhere() throws IOException {
    byte[] content = random((17 << 20) + 123);
    try (ObjectUpload upload = store.upload("big")) {
      for (int from = 0; from < content.length; from += 1 << 20) {
        upload.write(content, from, Math.min(1 << 20, content.length - from));
      }
      assertThat(store.stat("big")).isEmpty();
      ObjectInfo committed = upload.commit();
      assertThat(store.stat("big")).contains(committed);
    }

    for (int offset : new int[] {0, 1, (9 << 20) + 7, content.length - 1}) {
      try (InputStream in = store.read("big", offset).orElseThrow()) {
        assertThat(in.readAllBytes())
            .isEqualTo(Arrays.copyOfRange(content, offset, content.length));
      }
    }
  }

  /// A block that is too large for the heap is read from its file once more.
  @Test
  void aBlockInAFileIsSentAgain() throws IOException {
    byte[] content = random(40 << 20);
    try (FaultyWire wire = FaultyWire.to(URI.create("http://127.0.0.1:" + server().port()))) {
      AtomicInteger blocks = new AtomicInteger();
      wire.fail(
          request ->
              request.contains("comp=block&") && blocks.incrementAndGet() % 2 == 1
                  ? new Fault.Reset()
                  : new Fault.None());
      // 1, 2, 4, 8 and 16 MiB, and the rest in a file.
      PartSizes sizes = new PartSizes(1 << 20, 1L << 30, 10);
      try (PartedUpload upload =
          new PartedUpload("huge", blocks(wire, "huge"), sizes, new Lanes(0))) {
        upload.write(content);
        upload.commit();
      }
      assertThat(blocks.get()).isEqualTo(12);
    }

    try (InputStream in = store.read("huge", 0).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  /// The blocks of an object of the store, sent through the wire.
  private Blocks blocks(FaultyWire wire, String key) {
    String through =
        url.replace(":" + server().port() + "/", ":" + wire.endpoint().getPort() + "/");
    AzureLocation there = location(through);
    AzureAccount account =
        AzureAccount.connect(
            there, AzuriteServer.environment(), AzureStores.hasty(Duration.ofSeconds(10)));
    return new Blocks(
        key,
        key,
        account
            .service()
            .getBlobContainerClient(there.container())
            .getBlobClient(there.prefix() + key)
            .getBlockBlobClient());
  }

  @Test
  void uncommittedBlocksOfAnotherUploadAreNotMixedIn() throws IOException {
    byte[] first = random(9 << 20);
    byte[] second = random(10 << 20);
    try (ObjectUpload abandoned = store.upload("key")) {
      abandoned.write(first);
    }
    try (ObjectUpload upload = store.upload("key")) {
      upload.write(second);
      upload.commit();
    }

    try (InputStream in = store.read("key", 0).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(second);
    }
  }
}
