package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Many threads on one store.
interface ConcurrencyContract extends StoreUnderTest {
  @Test
  default void ofManyWhoCreateExactlyOneSucceeds() throws Exception {
    for (int round = 0; round < 10; round++) {
      String key = "round/" + round;
      List<Boolean> created =
          Together.run(
              me ->
                  store().write(key, StoreUnderTest.bytes("thread " + me), IF_ABSENT).isPresent());

      assertThat(created).containsOnlyOnce(true);
      assertThat(text(key, 0)).isEqualTo("thread " + created.indexOf(true));
    }
  }

  @Test
  default void noConditionalReplaceIsLost() throws Exception {
    assumeTrue(replacesAtomically(), "the stand-in for a server checks and replaces in two steps");
    int each = 25;
    put("counter", "0");

    Together.run(
        me -> {
          for (int i = 0; i < each; i++) {
            increment("counter");
          }
          return true;
        });

    assertThat(text("counter", 0)).isEqualTo("" + Together.THREADS * each);
  }

  private void increment(String key) throws IOException {
    Optional<ObjectInfo> written = Optional.empty();
    while (written.isEmpty()) {
      String version = store().stat(key).orElseThrow().version();
      int value = Integer.parseInt(text(key, 0));
      written =
          store()
              .write(
                  key,
                  StoreUnderTest.bytes("" + (value + 1)),
                  new WriteCondition.IfVersion(version));
    }
  }

  @Test
  default void aReaderSeesTheOldContentOrTheNewNeverAMixture() throws Exception {
    put("key", "0".repeat(50_000));

    Together.run(
        me -> {
          for (int i = 0; i < 20; i++) {
            if (me < 2) {
              put("key", ("" + me).repeat(50_000 + me));
            } else {
              assertThat(text("key", 0).chars().distinct().count()).isEqualTo(1);
            }
          }
          return true;
        });
  }

  @Test
  default void objectsComeAndGoInOneFolderWithoutDisturbingEachOther() throws Exception {
    Together.run(
        me -> {
          for (int i = 0; i < 20; i++) {
            String key = "shared/folder/" + me;
            put(key, "x");
            assertThat(store().stat(key)).isPresent();
            store().delete(key);
            assertThat(store().stat(key)).isEmpty();
          }
          return true;
        });

    assertThat(keys("", "")).isEmpty();
  }

  @Test
  default void aStreamThatIsOpenSurvivesTheObjectsReplacement() throws IOException {
    put("key", "old".repeat(50_000));

    try (InputStream in = store().read("key", 0).orElseThrow()) {
      String begin = new String(in.readNBytes(3), StandardCharsets.UTF_8);
      put("key", "new".repeat(10));
      String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(begin + rest).isEqualTo("old".repeat(50_000));
    } catch (IOException brokenOff) {
      // Allowed; a mixture is not, nor an end that comes early without an error.
      assertThat(text("key", 0)).isEqualTo("new".repeat(10));
    }
  }
}
