package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.workflows.model.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadKeysTest {
  private final PayloadKeys keys = new PayloadKeys("rs0", ".zst");

  @Test
  void keysTellSetOrdinalNameAndChunk() {
    assertThat(keys.chunk(7, new Namespace("shop", "orders"), 0, 12))
        .matches("rs0/collections/00007-shop\\.orders/000-00012-[0-9a-f]{8}\\.bson\\.zst");
    assertThat(keys.metadata(7, new Namespace("shop", "orders")))
        .matches("rs0/collections/00007-shop\\.orders/metadata-[0-9a-f]{8}\\.bson\\.zst");
    assertThat(keys.oplog(3)).matches("rs0/oplog/00003-[0-9a-f]{8}\\.bson\\.zst");
  }

  @Test
  void twoAttemptsNeverWriteToTheSameObject() {
    assertThat(keys.oplog(3)).isNotEqualTo(keys.oplog(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b/c", "..", "Käse$☃", "x\u0000y", "../../etc/passwd", ".hidden", "%2e"})
  void anyNameMakesAKey(String name) {
    assertThat(ObjectKey.isValid(keys.chunk(0, new Namespace("d", name), 0, 0))).isTrue();
    assertThat(ObjectKey.isValid(new PayloadKeys(name, ".zst").oplog(0))).isTrue();
  }

  @Test
  void aLongNameIsCut() {
    String key = keys.chunk(0, new Namespace("shop", "o".repeat(230)), 0, 0);

    assertThat(key.split("/", -1)[2]).hasSize("00000-".length() + 80);
  }
}
