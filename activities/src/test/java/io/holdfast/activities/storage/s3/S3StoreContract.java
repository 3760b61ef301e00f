package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.contract.ObjectStoreContract;
import io.holdfast.activities.storage.server.S3Server;
import io.holdfast.activities.storage.transfer.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a store promises, and what every bucket adds to that. Each test has a folder of its own in
/// one bucket.
abstract class S3StoreContract extends ObjectStoreContract {
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final long PART = S3Store.SIZES.first();

  public abstract S3Server server();

  @Override
  protected ObjectStore newStore() {
    return server().open("contract/test-" + NEXT.incrementAndGet());
  }

  @Test
  void anObjectOfManyPartsIsReadBackFromAnywhere() throws IOException {
    int parts = 4;
    byte[] block = new byte[1 << 20];
    new Random(1).nextBytes(block);
    long length = parts * PART + 12_345;
    try (ObjectUpload upload = store().upload("large")) {
      for (long left = length; left > 0; left -= block.length) {
        upload.write(block, 0, (int) Math.min(left, block.length));
      }
      ObjectInfo committed = upload.commit();
      assertThat(committed.length()).isEqualTo(length);
      assertThat(store().stat("large")).contains(committed);
    }

    for (long offset : new long[] {0, PART - 1, length - 10}) {
      try (InputStream in = store().read("large", offset).orElseThrow()) {
        assertThat(in.read()).isEqualTo(block[(int) (offset % block.length)] & 0xFF);
        assertThat(in.skip(Long.MAX_VALUE)).isEqualTo(length - offset - 1);
      }
    }
  }

  @Test
  void anObjectOfExactlyOnePartAndOneOfAByteMoreAreWhole() throws IOException {
    for (int more : new int[] {0, 1}) {
      byte[] content = new byte[S3Store.SIZES.first() + more];
      new Random(more).nextBytes(content);
      try (ObjectUpload upload = store().upload("key")) {
        upload.write(content);
        assertThat(upload.commit().length()).isEqualTo(content.length);
      }
      try (InputStream in = store().read("key", 0).orElseThrow()) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }

  /// How many answers in a row may be lost on the way: an upload whose beginning was not answered
  /// is not known to anybody, and is left to the sweep.
  protected int lostAnswers() {
    return 0;
  }

  @Test
  void anUploadInPartsThatIsClosedLeavesNothingToSweep() throws IOException {
    try (ObjectUpload upload = store().upload("large")) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < 20; i++) {
        upload.write(block);
      }
    }

    assertThat(store().stat("large")).isEmpty();
    assertThat(store().abandonUploads(Duration.ofHours(-1))).isLessThanOrEqualTo(lostAnswers());
  }

  @Test
  void whatAKilledUploadLeavesIsSweptOnceItIsOldEnough() {
    leaveParts("folder/large");

    assertThat(store().abandonUploads(Duration.ofHours(1))).isZero();
    // More than one where the answer to the beginning was lost.
    assertThat(store().abandonUploads(Duration.ofHours(-1))).isPositive();
    assertThat(store().abandonUploads(Duration.ofHours(-1))).isZero();
    assertThat(store().stat("folder/large")).isEmpty();
  }

  /// What a process leaves that is killed in the middle of an upload.
  private void leaveParts(String key) {
    S3Location location = S3Location.parse(URI.create(store().describe()));
    try (S3Connection connection = S3Connection.to(location, Patience.USUAL)) {
      S3Bucket bucket = new S3Bucket(location, connection.client());
      S3Parts parts = new S3Parts(bucket, key);
      parts.begin();
      parts.send(0, Part.of(new byte[6 << 20], parts.checksum()));
    }
  }

  @Test
  void aLinkShowsTheObjectToWhoeverHasIt() throws IOException {
    var _ = store().write("a/b+c", new byte[] {1, 2, 3}, ALWAYS).orElseThrow();
    URI link = store().link("a/b+c", Duration.ofMinutes(1)).orElseThrow();

    assertThat(link.toString()).doesNotContain(S3Server.SECRET);
    try (InputStream in = link.toURL().openStream()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
    }
  }
}
