package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.server.Fault;
import io.holdfast.activities.storage.transfer.Lanes;
import io.holdfast.activities.storage.transfer.PartSizes;
import io.holdfast.activities.storage.transfer.PartedUpload;
import io.holdfast.workflows.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Large objects on their way through a bad connection.
class S3TransferFaultsTest extends BehindFaultyWire {
  @Test
  void aPartThatFailsIsSentAgainAndTheOthersAreNot() throws IOException {
    Fault[] faults = {
      new Fault.Answer(503, "SlowDown"), new Fault.Damage(), new Fault.Reset(), NONE
    };
    AtomicInteger next = new AtomicInteger();
    wire.fail(name -> name.contains("partNumber=2") ? faults[next.getAndIncrement()] : NONE);

    byte[] content = random(3 * S3Store.SIZES.first());
    upload("large", content);

    assertThat(sent("partNumber=1")).isOne();
    assertThat(sent("partNumber=2")).isEqualTo(faults.length);
    assertThat(sent("partNumber=3")).isOne();
    assertThat(read("large")).isEqualTo(content);
  }

  /// A part that is too large for the heap is read from its file once more.
  @Test
  void aPartInAFileIsSentAgain() throws IOException {
    Fault[] faults = {
      new Fault.Answer(503, "SlowDown"), new Fault.Damage(), new Fault.Reset(), NONE
    };
    AtomicInteger next = new AtomicInteger();
    wire.fail(name -> name.contains("partNumber=3") ? faults[next.getAndIncrement()] : NONE);
    byte[] content = random(30 << 20);
    S3Location location = S3Location.parse(URI.create(store.describe()));
    // 8 MiB, 16 MiB, and the rest in a file.
    PartSizes sizes = new PartSizes(8 << 20, 1L << 30, 10);
    try (S3Connection connection = S3Connection.to(location, SHORT);
        PartedUpload upload =
            new PartedUpload(
                "huge",
                new S3Parts(new S3Bucket(location, connection.client()), "huge"),
                sizes,
                Lanes.forHeap())) {
      upload.write(content);
      upload.commit();
    }

    assertThat(sent("partNumber=3")).isEqualTo(faults.length);
    assertThat(read("huge")).isEqualTo(content);
  }

  @Test
  void aFinishedUploadWhoseAnswerWasLostIsRecognised() throws IOException {
    wire.fail(
        first(name -> name.startsWith("POST") && name.contains("uploadId"), new Fault.Cut(0)));
    byte[] content = random(S3Store.SIZES.first() + 1);

    upload("large", content);

    assertThat(read("large")).isEqualTo(content);
  }

  @Test
  void anUploadThatFailsForGoodSaysWhyAndLeavesNoParts() {
    wire.fail(
        name -> name.contains("partNumber=2") ? new Fault.Answer(507, "XMinioStorageFull") : NONE);

    assertThatThrownBy(() -> upload("large", random(4 * S3Store.SIZES.first())))
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.STORAGE_FULL));

    wire.fail(_ -> NONE);
    assertThat(store.stat("large")).isEmpty();
    assertThat(store.abandonUploads(Duration.ofHours(-1))).isZero();
  }

  @Test
  void aRangeThatBreaksIsFetchedAgainAndTheOthersAreNot() throws IOException {
    byte[] content = random(7_000_000);
    upload("key", content);
    AtomicInteger count = new AtomicInteger();
    wire.fail(_ -> count.getAndIncrement() % 2 == 0 ? new Fault.Cut(700_000) : NONE);

    assertThat(read("key")).isEqualTo(content);
    assertThat(wire.requests()).hasSize(2 * 3).allMatch(name -> name.startsWith("GET"));
  }

  @Test
  void aStreamThatStaysBrokenFailsAndNeverEnds() throws IOException {
    upload("key", random(3_000_000));
    wire.fail(first(name -> name.startsWith("GET"), NONE, new Fault.Cut(200_000)));

    assertThatThrownBy(() -> read("key"))
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
  }

  @Test
  void aStreamThatIsClosedMidwayReadsNoMore() throws IOException {
    upload("key", random(20_000_000));
    wire.fail(_ -> NONE);
    try (InputStream in = store.read("key", 0).orElseThrow()) {
      assertThat(in.readNBytes(1_000)).hasSize(1_000);
    }

    assertThat(wire.requests()).hasSize(1);
  }

  @Test
  void aStreamDoesNotGoOnInAnotherVersion() throws IOException {
    upload("key", random(3_000_000));
    try (InputStream in = store.read("key", 0).orElseThrow()) {
      assertThat(in.readNBytes(1_000)).hasSize(1_000);
      upload("key", random(3_000_001));

      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasStackTraceContaining("was replaced while it was read");
    }
  }
}
