package io.holdfast.activities.repository.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.file.FileStore;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadsTest {
  private static final BackupRef BACKUP =
      new BackupRef(
          new InstanceId("shop"), new BackupName("nightly"), Instant.parse("2026-11-21T10:00:00Z"));

  @TempDir Path directory;
  private ObjectStore store;
  private Payloads payloads;

  @BeforeEach
  void open() {
    store = FileStore.open(directory, true).orElseThrow();
    payloads = new Payloads(store);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    byte[] plain = text(1_000_000);

    PayloadObject object = write("data/0001", plain);

    assertThat(object.key()).isEqualTo("data/0001");
    assertThat(object.plainLength()).isEqualTo(plain.length);
    assertThat(object.length()).isLessThan(plain.length / 2);
    assertThat(read(object)).isEqualTo(plain);
  }

  @Test
  void anEmptyObjectIsAnObject() throws IOException {
    PayloadObject object = write("empty", new byte[0]);

    assertThat(object.plainLength()).isZero();
    assertThat(read(object)).isEmpty();
  }

  @Test
  void nothingIsVisibleBeforeTheCommitNorAfterAClose() {
    try (PayloadWriter writer = payloads.create(BACKUP, "data")) {
      writer.write(text(1_000_000));
      assertThat(store.list("backups/", "")).isEmpty();
    }

    assertThat(store.list("backups/", "")).isEmpty();
  }

  @Test
  void aMissingObjectIsNamed() {
    PayloadObject object = write("data", text(10));
    store.delete(key("data"));

    assertRefused(object, ErrorCode.OBJECT_MISSING, key("data"));
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    PayloadObject object = write("data", text(200));
    byte[] stored = stored("data");

    for (int bit = 0; bit < stored.length * 8; bit++) {
      byte[] flipped = stored.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      replace("data", flipped);
      assertRefused(object, ErrorCode.OBJECT_CORRUPT, key("data"));
    }
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    PayloadObject object = write("data", text(200));
    byte[] stored = stored("data");

    for (int length = 0; length < stored.length; length++) {
      replace("data", Arrays.copyOf(stored, length));
      assertRefused(object, ErrorCode.OBJECT_CORRUPT, "it has " + length + " bytes");
    }
  }

  private static byte[] text(int length) {
    byte[] bytes = new byte[length];
    Random random = new Random(7);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    return bytes;
  }

  private PayloadObject write(String key, byte[] plain) {
    try (PayloadWriter writer = payloads.create(BACKUP, key)) {
      writer.write(plain);
      return writer.commit();
    }
  }

  private byte[] read(PayloadObject object) throws IOException {
    try (PayloadReader reader = payloads.open(BACKUP, object)) {
      return reader.readAllBytes();
    }
  }

  private static String key(String relative) {
    return BACKUP.prefix() + relative;
  }

  private byte[] stored(String relative) throws IOException {
    try (var in = store.read(key(relative), 0).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private void replace(String relative, byte[] content) {
    assertThat(store.write(key(relative), content, new WriteCondition.Always())).isPresent();
  }

  private void assertRefused(PayloadObject object, ErrorCode code, String words) {
    assertThatThrownBy(() -> payloads.verify(BACKUP, object))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.message()).contains(key(object.key())).contains(words);
            });
  }
}
