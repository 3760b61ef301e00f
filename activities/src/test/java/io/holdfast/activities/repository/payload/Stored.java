package io.holdfast.activities.repository.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Random;

/// A backup's objects in a store, as the payload tests write, damage and read them.
final class Stored {
  static final BackupRef BACKUP =
      new BackupRef(
          new InstanceId("shop"), new BackupName("nightly"), Instant.parse("2026-11-21T10:00:00Z"));

  private final ObjectStore store;
  private final Payloads payloads;

  Stored(ObjectStore store) {
    this.store = store;
    this.payloads = new Payloads(store);
  }

  /// Compressible bytes, the same for the same length.
  static byte[] text(int length) {
    byte[] bytes = new byte[length];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    return bytes;
  }

  static String fullKey(String key) {
    return BACKUP.prefix() + key;
  }

  PayloadObject write(String key, byte[] plain) {
    try (PayloadWriter writer = payloads.create(BACKUP, key)) {
      writer.write(plain);
      return writer.commit();
    }
  }

  byte[] read(PayloadObject object) throws IOException {
    try (PayloadReader reader = payloads.open(BACKUP, object)) {
      return reader.readAllBytes();
    }
  }

  byte[] bytes(String key) throws IOException {
    try (InputStream in = store.read(fullKey(key), 0).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  void replace(String key, byte[] content) {
    assertThat(store.write(fullKey(key), content, new WriteCondition.Always())).isPresent();
  }

  void assertRefused(PayloadObject object, ErrorCode code, String words) {
    assertThatThrownBy(() -> payloads.verify(BACKUP, object))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.message()).contains(fullKey(object.key())).contains(words);
            });
  }
}
