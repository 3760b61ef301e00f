package io.holdfast.activities.repository.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  private final ObjectStore store = new InMemoryStore();
  private final Payloads payloads = new Payloads(store);
  private final Stored stored = new Stored(store);

  @Test
  void whatIsWrittenIsReadBackAndSmaller() throws IOException {
    byte[] plain = Stored.text(1_000_000);

    PayloadObject object = stored.write("data/0001", plain);

    assertThat(object.key()).isEqualTo("data/0001");
    assertThat(object.plainLength()).isEqualTo(plain.length);
    assertThat(object.length()).isLessThan(plain.length / 2);
    assertThat(stored.read(object)).isEqualTo(plain);
  }

  @Test
  void anObjectIsOneZstdFrameThatAnyToolReads() throws IOException {
    byte[] plain = Stored.text(10_000);

    PayloadObject object = stored.write("data", plain);

    byte[] frame = stored.bytes("data");
    assertThat(object.length()).isEqualTo(frame.length);
    assertThat(Sha256.hex(digestOf(frame))).isEqualTo(object.sha256());
    assertThat(Zstd.decompress(frame, plain.length)).isEqualTo(plain);
    assertThat(Zstd.findFrameCompressedSize(frame)).isEqualTo(frame.length);
  }

  private static MessageDigest digestOf(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return digest;
  }

  @Test
  void anEmptyObjectIsAnObject() throws IOException {
    PayloadObject object = stored.write("empty", new byte[0]);

    assertThat(object.plainLength()).isZero();
    assertThat(stored.read(object)).isEmpty();
  }

  @Test
  void piecesOfAnySizeAddUp() throws IOException {
    byte[] plain = Stored.text(300_000);
    PayloadObject object;
    try (PayloadWriter writer = payloads.create(Stored.BACKUP, "data")) {
      int written = 0;
      for (int size = 1; written < plain.length; size = size * 3 + 1) {
        int count = Math.min(size, plain.length - written);
        writer.write(plain, written, count);
        written += count;
        assertThat(writer.plainLength()).isEqualTo(written);
      }
      object = writer.commit();
    }

    assertThat(stored.read(object)).isEqualTo(plain);
    assertThat(object.length()).isEqualTo(stored.write("again", plain).length());
  }

  @Test
  void theSameContentIsTheSameObject() {
    PayloadObject one = stored.write("data", Stored.text(10_000));
    PayloadObject again = stored.write("data", Stored.text(10_000));

    assertThat(again).isEqualTo(one);
  }

  @Test
  void nothingIsVisibleBeforeTheCommitNorAfterAClose() {
    try (PayloadWriter writer = payloads.create(Stored.BACKUP, "data")) {
      writer.write(Stored.text(1_000_000));
      assertThat(store.list("", "")).isEmpty();
    }

    assertThat(store.list("", "")).isEmpty();
  }

  @Test
  void aWriterIsOverAfterItsCommit() {
    try (PayloadWriter writer = payloads.create(Stored.BACKUP, "data")) {
      writer.commit();
      assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }

    assertThat(store.stat(Stored.fullKey("data"))).isPresent();
  }

  @Test
  void aKeyThatLeavesTheBackupIsRefused() {
    PayloadObject honest = stored.write("data", Stored.text(10));
    for (String key : List.of("../other/data", "/etc/passwd", "", "a//b", "a/../../b")) {
      assertThatThrownBy(() -> payloads.create(Stored.BACKUP, key).close())
          .isInstanceOf(HoldfastException.class);
      PayloadObject rubbish =
          new PayloadObject(key, honest.length(), honest.sha256(), honest.plainLength());
      assertThatThrownBy(() -> payloads.open(Stored.BACKUP, rubbish))
          .isInstanceOfSatisfying(
              HoldfastException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
                assertThat(e.message()).contains("shop/nightly");
              });
    }
  }

  @Test
  void anUnfinishedBackupIsDeletedAndAFinishedOneIsNot() {
    stored.write("a", Stored.text(10));
    stored.write("b/c", Stored.text(10));
    String neighbour = "backups/shop/20261121T100000Z-nightly-2/a";
    assertThat(store.write(neighbour, new byte[1], new WriteCondition.Always())).isPresent();

    assertThat(payloads.delete(Stored.BACKUP)).isTrue();
    assertThat(payloads.delete(Stored.BACKUP)).isTrue();
    assertThat(store.list("", "").map(ObjectInfo::key)).containsExactly(neighbour);

    stored.write("a", Stored.text(10));
    stored.replace("manifest.json", new byte[] {'{', '}'});
    assertThat(payloads.delete(Stored.BACKUP)).isFalse();
    assertThat(store.list(Stored.BACKUP.prefix(), "")).hasSize(2);
  }
}
