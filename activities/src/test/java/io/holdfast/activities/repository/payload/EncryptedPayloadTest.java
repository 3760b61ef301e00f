package io.holdfast.activities.repository.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Payload objects of a backup that has a data key, and every way of compressing.
class EncryptedPayloadTest {
  private static final int SEGMENT = 1024 * 1024;

  private final InMemoryStore store = new InMemoryStore();
  private final byte[] secret = new byte[DataKey.LENGTH];

  private record OneKey(DataKey key) implements DataKeys {
    @Override
    public Optional<DataKey> forWriting(BackupRef backup) {
      return Optional.of(key);
    }

    @Override
    public Optional<DataKey> forReading(BackupRef backup) {
      return Optional.of(key);
    }

    @Override
    public void forget(BackupRef backup) {
      throw new AssertionError("nobody gives the backup up");
    }
  }

  private Payloads payloads(CompressionFormat format, String repository) {
    return new Payloads(store, Compression.of(format), new OneKey(new DataKey(secret, repository)));
  }

  private Payloads encrypted(CompressionFormat format) {
    return payloads(format, "here");
  }

  @ParameterizedTest
  @EnumSource(CompressionFormat.class)
  void isReadAsItWasWrittenWhateverItsLength(CompressionFormat format) throws IOException {
    for (int length : new int[] {0, 1, SEGMENT - 57, SEGMENT - 56, SEGMENT - 55}) {
      byte[] plain = Stored.text(length);
      for (Payloads payloads :
          new Payloads[] {
            encrypted(format), new Payloads(store, Compression.of(format), DataKeys.NONE)
          }) {
        PayloadObject object = write(payloads, "data", plain);

        assertThat(read(payloads, object)).as("%d bytes", length).isEqualTo(plain);
        assertThat(object.compressedWith()).isEqualTo(format);
      }
    }
  }

  @Test
  void severalThreadsAndAnotherLevelGiveTheSameBytes() throws IOException {
    byte[] plain = Stored.text(2_000_000);
    Payloads many =
        new Payloads(store, new Compression(CompressionFormat.ZSTD, 9, 2), DataKeys.NONE);

    PayloadObject object = write(many, "data", plain);

    assertThat(read(new Payloads(store), object)).isEqualTo(plain);
    assertThat(object.compression()).as("zstd is what a manifest means that says nothing").isNull();
  }

  @Test
  void nothingOfTheDataCanBeSeenInTheStore() throws IOException {
    byte[] plain = "an order of a customer ".repeat(10).getBytes(StandardCharsets.UTF_8);

    PayloadObject object = write(encrypted(CompressionFormat.NONE), "data", plain);

    assertThat(new String(stored("data"), StandardCharsets.ISO_8859_1)).doesNotContain("customer");
    assertThat(object.length()).isEqualTo(plain.length + 40 + 16);
  }

  /// Whoever may write to the store may also write a manifest that says what the store holds: only
  /// the key finds these.
  @Test
  void whatWasAlteredCutOrExtendedIsRefusedThoughTheManifestAgrees() throws IOException {
    Payloads payloads = encrypted(CompressionFormat.NONE);
    PayloadObject object = write(payloads, "data", Stored.text(SEGMENT + 100));
    byte[] whole = stored("data");

    assertForged(payloads, object, bytes -> flipped(bytes, 0));
    assertForged(payloads, object, bytes -> flipped(bytes, 50));
    assertForged(payloads, object, bytes -> flipped(bytes, bytes.length - 1));
    assertForged(payloads, object, bytes -> Arrays.copyOf(bytes, SEGMENT));
    assertForged(payloads, object, bytes -> Arrays.copyOf(bytes, 20));
    assertForged(payloads, object, bytes -> new byte[0]);
    assertForged(payloads, object, bytes -> Arrays.copyOf(bytes, bytes.length + 1));
    replace("data", whole);
    assertThat(read(payloads, object)).hasSize(SEGMENT + 100);
  }

  @Test
  void anObjectInAnothersPlaceIsRefusedByNameThoughTheManifestAgrees() throws IOException {
    Payloads payloads = encrypted(CompressionFormat.ZSTD);
    PayloadObject one = write(payloads, "one", Stored.text(100));
    write(payloads, "two", Stored.text(100));
    replace("two", stored("one"));
    PayloadObject two =
        new PayloadObject("two", one.length(), one.sha256(), one.plainLength(), null);

    assertRefused(payloads, two, "two");
    assertRefused(payloads(CompressionFormat.ZSTD, "elsewhere"), one, "one");
  }

  @Test
  void anotherDataKeyDoesNotRead() {
    PayloadObject object = write(encrypted(CompressionFormat.ZSTD), "data", Stored.text(100));
    secret[0] = 1;

    assertRefused(encrypted(CompressionFormat.ZSTD), object, "data");
  }

  private void assertForged(Payloads payloads, PayloadObject object, UnaryOperator<byte[]> change)
      throws IOException {
    byte[] whole = stored("data");
    byte[] forged = change.apply(whole);
    replace("data", forged);
    String sha256 = shaOf(forged);
    assertRefused(
        payloads,
        new PayloadObject(
            "data", forged.length, sha256, object.plainLength(), object.compression()),
        "data");
    replace("data", whole);
  }

  private static String shaOf(byte[] bytes) {
    var digest = Sha256.digest();
    digest.update(bytes);
    return Sha256.hex(digest);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  private static void assertRefused(Payloads payloads, PayloadObject object, String key) {
    assertThatThrownBy(() -> payloads.verify(Stored.BACKUP, object))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
              assertThat(e.message()).contains(Stored.fullKey(key)).contains("does not decrypt");
            });
  }

  private static PayloadObject write(Payloads payloads, String key, byte[] plain) {
    try (PayloadWriter writer = payloads.create(Stored.BACKUP, key)) {
      writer.write(plain);
      return writer.commit();
    }
  }

  private static byte[] read(Payloads payloads, PayloadObject object) throws IOException {
    try (PayloadReader reader = payloads.open(Stored.BACKUP, object)) {
      return reader.readAllBytes();
    }
  }

  private byte[] stored(String key) throws IOException {
    try (InputStream in = store.read(Stored.fullKey(key), 0).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private void replace(String key, byte[] content) {
    assertThat(store.write(Stored.fullKey(key), content, new WriteCondition.Always())).isPresent();
  }
}
