package io.holdfast.activities.repository.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Objects that are not what the manifest says: each is refused, and named.
class DamagedPayloadTest {
  private final ObjectStore store = new InMemoryStore();
  private final Stored stored = new Stored(store);

  @Test
  void aMissingObject() {
    PayloadObject object = stored.write("data", Stored.text(10));
    store.delete(Stored.fullKey("data"));

    stored.assertRefused(object, ErrorCode.OBJECT_MISSING, "not in the repository");
  }

  @Test
  void everyFlippedBit() throws IOException {
    PayloadObject object = stored.write("data", Stored.text(200));
    byte[] whole = stored.bytes("data");

    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      stored.replace("data", flipped);
      stored.assertRefused(object, ErrorCode.OBJECT_CORRUPT, "damaged");
    }
  }

  @Test
  void everyTruncation() throws IOException {
    PayloadObject object = stored.write("data", Stored.text(200));
    byte[] whole = stored.bytes("data");

    for (int length = 0; length < whole.length; length++) {
      stored.replace("data", Arrays.copyOf(whole, length));
      stored.assertRefused(object, ErrorCode.OBJECT_CORRUPT, "it has " + length + " bytes");
    }
  }

  @Test
  void bytesBehindTheEnd() throws IOException {
    PayloadObject object = stored.write("data", Stored.text(200));
    byte[] whole = stored.bytes("data");

    for (byte[] more : new byte[][] {{0}, Zstd.compress(new byte[0]), Zstd.compress(whole)}) {
      stored.replace("data", concat(whole, more));
      stored.assertRefused(
          object, ErrorCode.OBJECT_CORRUPT, "it has " + (whole.length + more.length) + " bytes");
    }
  }

  @Test
  void anotherObjectInItsPlace() throws IOException {
    PayloadObject one = stored.write("one", Stored.text(200));
    PayloadObject two = stored.write("two", Stored.text(201));
    byte[] bytes = stored.bytes("one");
    stored.replace("one", stored.bytes("two"));
    stored.replace("two", bytes);

    stored.assertRefused(one, ErrorCode.OBJECT_CORRUPT, "damaged");
    stored.assertRefused(two, ErrorCode.OBJECT_CORRUPT, "damaged");
  }

  @Test
  void anotherObjectOfTheSameLengths() throws IOException {
    PayloadObject one = stored.write("one", "0123456789".getBytes(UTF_8));
    PayloadObject two = stored.write("two", "9876543210".getBytes(UTF_8));
    assertThat(two.length()).isEqualTo(one.length());
    stored.replace("one", stored.bytes("two"));

    stored.assertRefused(one, ErrorCode.OBJECT_CORRUPT, "its SHA-256 is not the manifest's");
  }

  @Test
  void aManifestWithAnotherChecksum() {
    PayloadObject it = stored.write("data", Stored.text(200));
    PayloadObject other = new PayloadObject("data", it.length(), "0".repeat(64), it.plainLength());

    stored.assertRefused(other, ErrorCode.OBJECT_CORRUPT, "SHA-256");
  }

  @Test
  void aManifestWithAnotherPlainLength() {
    PayloadObject it = stored.write("data", Stored.text(200));

    stored.assertRefused(
        new PayloadObject("data", it.length(), it.sha256(), 201),
        ErrorCode.OBJECT_CORRUPT,
        "it decompresses to 200 bytes, the manifest says 201");
    for (long less : new long[] {0, 1, 199}) {
      stored.assertRefused(
          new PayloadObject("data", it.length(), it.sha256(), less),
          ErrorCode.OBJECT_CORRUPT,
          "it decompresses to more than the " + less + " bytes");
    }
  }

  @Test
  void whatTheManifestListsRightlyButIsNoZstd() {
    for (byte[] rubbish : new byte[][] {{}, {1}, Stored.text(100)}) {
      stored.replace("data", rubbish);
      stored.assertRefused(describe(rubbish, 10), ErrorCode.OBJECT_CORRUPT, "damaged");
    }
  }

  @Test
  void aTruncatedFrameThatTheManifestListsRightly() throws IOException {
    stored.write("data", Stored.text(200));
    byte[] half = Arrays.copyOf(stored.bytes("data"), 40);
    stored.replace("data", half);

    stored.assertRefused(describe(half, 200), ErrorCode.OBJECT_CORRUPT, "damaged");
  }

  @Test
  void rubbishBehindTheFrameThatTheManifestListsRightly() throws IOException {
    stored.write("data", Stored.text(200));
    byte[] more = concat(stored.bytes("data"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    stored.replace("data", more);

    stored.assertRefused(describe(more, 200), ErrorCode.OBJECT_CORRUPT, "damaged");
  }

  @Test
  void aBombIsStoppedWhereTheManifestSaysThatItEnds() {
    byte[] bomb = Zstd.compress(new byte[50_000_000]);
    stored.replace("data", bomb);

    stored.assertRefused(describe(bomb, 1_000), ErrorCode.OBJECT_CORRUPT, "more than the 1000");
  }

  @Test
  void theLastBytesAreNotHandedOutBeforeEverythingWasCompared() throws IOException {
    PayloadObject it = stored.write("data", Stored.text(200));
    PayloadObject other = new PayloadObject("data", it.length(), "0".repeat(64), it.plainLength());

    try (PayloadReader reader = new Payloads(store).open(Stored.BACKUP, other)) {
      assertThat(reader.readNBytes(199)).hasSize(199);
      assertThatThrownBy(reader::read).isInstanceOf(HoldfastException.class);
    }
  }

  private static PayloadObject describe(byte[] bytes, long plainLength) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return new PayloadObject("data", bytes.length, Sha256.hex(digest), plainLength);
  }

  private static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
