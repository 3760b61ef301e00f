package io.holdfast.activities.repository.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.activities.storage.fake.LyingStore;
import io.holdfast.activities.storage.fake.LyingStore.Truth;
import io.holdfast.activities.storage.fake.MisreadingStore;
import io.holdfast.activities.storage.fake.MisreadingStore.Fate;
import io.holdfast.activities.storage.fake.UnreliableStore;
import io.holdfast.activities.storage.fake.UnreliableStore.Moment;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Payload on stores that fail, lie, break off and trickle, and in little memory.
class PayloadsOnFaultyStoresTest {
  private final ObjectStore truth = new InMemoryStore();

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aWriteThatFailsLeavesNothingHalfAndIsRepeatedWithSuccess(Moment moment) throws IOException {
    byte[] plain = incompressible(2_000_000);
    // About 18 calls make one write; fewer between two failures would never let one through.
    UnreliableStore unreliable = new UnreliableStore(truth, 24, moment);
    int failures = 0;
    for (int i = 0; i < 10; i++) {
      PayloadObject object = null;
      while (object == null) {
        try {
          object = new Stored(unreliable).write("data/" + i, plain);
        } catch (HoldfastException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
          failures++;
        }
      }
      assertThat(new Stored(truth).read(object)).isEqualTo(plain);
    }
    assertThat(failures).isGreaterThan(5);
  }

  @Test
  void aWriteThatNeverSucceedsLeavesNothing() {
    UnreliableStore unreliable = new UnreliableStore(truth, 2, Moment.BEFORE);

    assertUnavailable(() -> new Stored(unreliable).write("data", incompressible(500_000)));

    assertThat(truth.list("", "")).isEmpty();
  }

  @Test
  void whatFailedOnceIsNotCommitted() {
    UnreliableStore unreliable = new UnreliableStore(truth, 4, Moment.BEFORE);
    try (PayloadWriter writer = new Payloads(unreliable).create(Stored.BACKUP, "data")) {
      assertUnavailable(
          () -> {
            writer.write(incompressible(2_000_000));
            return writer;
          });

      assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(truth.list("", "")).isEmpty();
  }

  @Test
  void aReadThatTricklesIsWhole() throws IOException {
    byte[] plain = Stored.text(5_000);
    PayloadObject object = new Stored(truth).write("data", plain);

    assertThat(new Stored(new MisreadingStore(truth, Fate.TRICKLES)).read(object)).isEqualTo(plain);
  }

  @Test
  void aReadThatBreaksOffOrEndsEarlyIsTheStoresFaultAndNotTheObjects() {
    PayloadObject object = new Stored(truth).write("data", incompressible(500_000));

    for (Fate fate : new Fate[] {Fate.BREAKS_OFF, Fate.ENDS_EARLY}) {
      new Stored(new MisreadingStore(truth, fate))
          .assertRefused(object, ErrorCode.STORAGE_UNAVAILABLE, "broke off");
    }
  }

  @Test
  void aStoreThatSaysItKeptAnObjectIsNotBelieved() {
    PayloadObject nothing =
        new Stored(new LyingStore(truth, Truth.KEEPS_NOTHING)).write("a", text());
    PayloadObject half = new Stored(new LyingStore(truth, Truth.KEEPS_HALF)).write("b", text());

    new Stored(truth).assertRefused(nothing, ErrorCode.OBJECT_MISSING, "not in the repository");
    new Stored(truth).assertRefused(half, ErrorCode.OBJECT_CORRUPT, "it has 0 bytes");
  }

  private static byte[] text() {
    return Stored.text(1_000);
  }

  @Test
  void aStoreThatSaysItKeptFewerBytesIsNotBelieved() {
    ObjectStore losing =
        new ForwardingStore(truth) {
          @Override
          public ObjectUpload upload(String key) {
            return new Losing(super.upload(key));
          }
        };

    assertUnavailable(() -> new Stored(losing).write("data", text()));
  }

  private static final class Losing extends ObjectUpload {
    private final ObjectUpload upload;

    Losing(ObjectUpload upload) {
      this.upload = upload;
    }

    @Override
    public void write(int oneByte) throws IOException {
      upload.write(oneByte);
    }

    @Override
    public ObjectInfo commit() {
      ObjectInfo info = upload.commit();
      return new ObjectInfo(info.key(), info.length() - 1, info.version());
    }

    @Override
    public void close() {
      upload.close();
    }
  }

  @Test
  void anObjectOfAnySizePassesThroughLittleMemory() {
    ObjectStore nowhere =
        new ForwardingStore(truth) {
          @Override
          public ObjectUpload upload(String key) {
            return new Nowhere(key);
          }
        };
    byte[] piece = incompressible(1 << 20);
    new Stored(nowhere).write("warm-up", piece);

    Random random = new Random(1);

    long before = allocated();
    try (PayloadWriter writer = new Payloads(nowhere).create(Stored.BACKUP, "large")) {
      for (int i = 0; i < 64; i++) {
        random.nextBytes(piece);
        writer.write(piece);
      }
      assertThat(writer.commit().length()).isGreaterThan(64L << 20);
    }

    assertThat(allocated() - before).isLessThan(16 << 20);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private static final class Nowhere extends ObjectUpload {
    private final String key;
    private long length;

    Nowhere(String key) {
      this.key = key;
    }

    @Override
    public void write(int oneByte) {
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      length += count;
    }

    @Override
    public ObjectInfo commit() {
      return new ObjectInfo(key, length, "");
    }

    @Override
    public void close() {}
  }

  private static byte[] incompressible(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private interface Call {
    Object run();
  }

  private static void assertUnavailable(Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
  }
}
