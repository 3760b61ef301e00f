package io.holdfast.activities.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What [ObjectStore] promises to many threads.
public abstract class ConcurrentStoreContract extends ObjectStoreContract {
  private static final int THREADS = 8;

  @Test
  void ofManyWhoCreateExactlyOneSucceeds() throws Exception {
    for (int round = 0; round < 10; round++) {
      String key = "round/" + round;
      List<Boolean> created =
          together(me -> store.write(key, bytes("thread " + me), IF_ABSENT).isPresent());

      assertThat(created).containsOnlyOnce(true);
      assertThat(text(key, 0)).isEqualTo("thread " + created.indexOf(true));
    }
  }

  @Test
  void noConditionalReplaceIsLost() throws Exception {
    int each = 25;
    put("counter", "0");

    together(
        me -> {
          for (int i = 0; i < each; i++) {
            increment("counter");
          }
          return true;
        });

    assertThat(text("counter", 0)).isEqualTo("" + THREADS * each);
  }

  private void increment(String key) throws IOException {
    Optional<ObjectInfo> written = Optional.empty();
    while (written.isEmpty()) {
      String version = store.stat(key).orElseThrow().version();
      int value = Integer.parseInt(text(key, 0));
      written = store.write(key, bytes("" + (value + 1)), new WriteCondition.IfVersion(version));
    }
  }

  @Test
  void aReaderSeesTheOldContentOrTheNewNeverAMixture() throws Exception {
    put("key", "0".repeat(50_000));

    together(
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
  void objectsComeAndGoInOneFolderWithoutDisturbingEachOther() throws Exception {
    together(
        me -> {
          for (int i = 0; i < 20; i++) {
            String key = "shared/folder/" + me;
            put(key, "x");
            assertThat(store.stat(key)).isPresent();
            store.delete(key);
            assertThat(store.stat(key)).isEmpty();
          }
          return true;
        });

    assertThat(keys("", "")).isEmpty();
  }

  @Test
  void aStreamThatIsOpenSurvivesTheObjectsReplacement() throws IOException {
    put("key", "old".repeat(50_000));

    try (InputStream in = store.read("key", 0).orElseThrow()) {
      String begin = new String(in.readNBytes(3), StandardCharsets.UTF_8);
      put("key", "new".repeat(10));
      String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(begin + rest).isEqualTo("old".repeat(50_000));
    } catch (IOException brokenOff) {
      // Allowed; a mixture is not, nor an end that comes early without an error.
      assertThat(text("key", 0)).isEqualTo("new".repeat(10));
    }
  }

  private interface Part<T> {
    T run(int me) throws IOException;
  }

  private static <T> List<T> together(Part<T> part) throws Exception {
    List<Callable<T>> parts = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int me = i;
      parts.add(() -> part.run(me));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(parts)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
