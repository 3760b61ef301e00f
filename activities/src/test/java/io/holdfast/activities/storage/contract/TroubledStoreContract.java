package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.activities.storage.faulty.FaultyProxy;
import io.holdfast.activities.storage.faulty.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a store over a network keeps of its promises while the network makes trouble: all of them.
/// Whoever calls it notices nothing but the time that it takes.
public abstract class TroubledStoreContract implements StoreUnderTest {
  /// Every how many requests there is trouble: often, and never in step with the calls.
  private static final int EVERY = 4;

  private final List<AutoCloseable> open = new ArrayList<>();
  private ObjectStore store = new InMemoryStore();

  /// The port of the server that the network leads to.
  protected abstract int server();

  /// An empty store whose server is reached at that port of this machine.
  protected abstract ObjectStore storeAt(int port);

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public int manyObjects() {
    return 40;
  }

  private FaultyProxy behind(Trouble trouble) {
    FaultyProxy proxy = FaultyProxy.before(server(), trouble, EVERY);
    open.add(proxy);
    store = storeAt(proxy.port());
    open.add(store);
    return proxy;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void singleObjectsAreWhatWasWritten(Trouble trouble) throws IOException {
    FaultyProxy proxy = behind(trouble);
    for (int i = 0; i < 4; i++) {
      String key = "key/" + i;
      assertThat(store.stat(key)).isEmpty();
      assertThat(store.read(key, 0)).isEmpty();
      ObjectInfo first = put(key, "first of " + i);
      ObjectInfo second = put(key, "the second of " + i);
      assertThat(second.version()).isNotEqualTo(first.version());
      assertThat(store.stat(key)).contains(second);
      assertThat(text(key, 4)).isEqualTo("second of " + i);
      assertThat(store.write(key, new byte[1], IF_ABSENT)).isEmpty();
      assertThat(text(key, 0)).isEqualTo("the second of " + i);
      store.delete(key);
      assertThat(store.stat(key)).isEmpty();
    }

    assertThat(proxy.troubled()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void aLargeObjectArrivesWhole(Trouble trouble) throws IOException {
    FaultyProxy proxy = behind(trouble);
    byte[] content = StoreUnderTest.random((18 << 20) + 77);
    try (ObjectUpload upload = store.upload("large")) {
      for (int from = 0; from < content.length; from += 1 << 20) {
        upload.write(content, from, Math.min(1 << 20, content.length - from));
      }
      assertThat(upload.commit().length()).isEqualTo(content.length);
    }

    for (int offset : new int[] {0, (9 << 20) + 1}) {
      assertThat(read("large", offset))
          .isEqualTo(Arrays.copyOfRange(content, offset, content.length));
    }
    assertThat(proxy.troubled()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void listsAreWhole(Trouble trouble) {
    FaultyProxy proxy = behind(trouble);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      keys.add("list/%d/%02d".formatted(i % 3, i));
    }
    keys.forEach(key -> put(key, "x"));
    Collections.sort(keys);

    for (int i = 0; i < 12; i += 3) {
      assertThat(keys("list/", "")).containsExactlyElementsOf(keys);
      assertThat(keys("list/", keys.get(i))).isEqualTo(keys.subList(i + 1, keys.size()));
      assertThat(names("list/")).containsExactly("0/", "1/", "2/");
    }
    assertThat(proxy.troubled()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void ofManyWhoCreateNoTwoSucceed(Trouble trouble) throws Exception {
    var _ = behind(trouble);
    for (int round = 0; round < 4; round++) {
      String key = "round/" + round;
      List<Boolean> created =
          Together.run(
              me -> store.write(key, StoreUnderTest.bytes("" + me), IF_ABSENT).isPresent());

      // Who won may not have been told, if the answer was lost.
      assertThat(Collections.frequency(created, true)).isLessThanOrEqualTo(1);
      if (created.contains(true)) {
        assertThat(text(key, 0)).isEqualTo("" + created.indexOf(true));
      }
    }
  }
}
