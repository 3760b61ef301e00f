package io.holdfast.activities.storage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PartedUploadTest {
  private static final PartSizes SIZES = new PartSizes(100_000, 200_000, 50);

  private final FakeParts parts = new FakeParts();

  @Test
  void anObjectOfOnePartIsWrittenInOneRequest() throws IOException {
    byte[] content = random(100_000);
    try (PartedUpload upload = upload(SIZES, 4)) {
      upload.write(content);
      assertThat(upload.commit().length()).isEqualTo(100_000);
    }

    assertThat(parts.sent).isEmpty();
    assertThat(parts.object).isEqualTo(content);
  }

  @Test
  void whatIsLongerArrivesInOrderWhetherOrNotThereAreLanes() throws IOException {
    for (int lanes : new int[] {0, 1, 8}) {
      parts.sent.clear();
      parts.begun = false;
      byte[] content = random(1_234_567);
      try (PartedUpload upload = upload(SIZES, lanes)) {
        for (int from = 0; from < content.length; from += 7_777) {
          upload.write(content, from, Math.min(7_777, content.length - from));
        }
        assertThat(upload.commit().length()).isEqualTo(content.length);
      }

      assertThat(parts.object).isEqualTo(content);
    }
  }

  @Test
  void partsAreSentWhileTheNextIsFilled() throws IOException {
    parts.meeting.bulkRegister(3);
    try (PartedUpload upload = upload(SIZES, 8)) {
      // Each of the first three parts waits for the others: one after the other would never do.
      upload.write(random(400_000));
      upload.commit();
    }

    assertThat(parts.sent).hasSize(4);
  }

  @Test
  void aPartThatFailsEndsTheUpload() {
    parts.failing = 1;
    PartedUpload upload = upload(SIZES, 0);

    assertThatThrownBy(() -> upload.write(random(600_000)))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(HoldfastException.class);
    assertThatThrownBy(() -> upload.write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    upload.close();
    assertThat(parts.abandoned).isTrue();
    assertThat(parts.object).isEmpty();
  }

  @Test
  void aPartThatFailsOnALaneEndsTheUploadAtTheLatestAtItsCommit() throws IOException {
    parts.failing = 1;
    try (PartedUpload upload = upload(SIZES, 8)) {
      upload.write(random(250_000));
      assertThatThrownBy(upload::commit).isInstanceOf(HoldfastException.class);
      assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    }

    assertThat(parts.object).isEmpty();
  }

  @Test
  void anObjectOfTooManyPartsIsRefused() {
    try (PartedUpload upload = upload(new PartSizes(10, 40, 3), 0)) {
      assertThatThrownBy(() -> upload.write(random(71)))
          .cause()
          .isInstanceOfSatisfying(
              HoldfastException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED));
    }
  }

  private PartedUpload upload(PartSizes sizes, int lanes) {
    return new PartedUpload("key", parts, sizes, new Lanes(lanes * 128L * 1024));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /// Keeps parts in memory.
  private static final class FakeParts implements Parts {
    private final Map<Integer, byte[]> sent = new ConcurrentSkipListMap<>();
    private final Phaser meeting = new Phaser();
    private volatile byte[] object = {};
    private volatile int failing = -1;
    private volatile boolean begun;
    private volatile boolean abandoned;

    @Override
    public RunningChecksum checksum() {
      return new Sum();
    }

    @Override
    public ObjectInfo whole(Part content) {
      object = bytes(content);
      return new ObjectInfo("key", content.length(), "v");
    }

    @Override
    public void begin() {
      assertThat(begun).isFalse();
      begun = true;
    }

    @Override
    public void send(int number, Part content) {
      assertThat(begun).isTrue();
      if (number == failing) {
        throw new HoldfastException(ErrorCode.STORAGE_UNAVAILABLE, "503", "");
      }
      if (number < meeting.getRegisteredParties()) {
        meet();
      }
      sent.put(number, bytes(content));
    }

    private static byte[] bytes(Part part) {
      try (InputStream in = part.open()) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void meet() {
      try {
        meeting.awaitAdvanceInterruptibly(meeting.arrive(), 10, TimeUnit.SECONDS);
      } catch (InterruptedException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public ObjectInfo assemble(int count, long length) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      sent.values().forEach(all::writeBytes);
      assertThat(sent).hasSize(count);
      object = all.toByteArray();
      return new ObjectInfo("key", length, "v");
    }

    @Override
    public void abandon() {
      abandoned = true;
    }
  }
}
