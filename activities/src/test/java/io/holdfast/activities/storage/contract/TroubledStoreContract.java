package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.activities.storage.server.Fault;
import io.holdfast.activities.storage.server.FaultyWire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a store over a network keeps of its promises while the network makes trouble: all of them.
/// Whoever calls it notices nothing but the time that it takes.
public abstract class TroubledStoreContract implements StoreUnderTest {
  /// Every how many requests there is trouble: often, and never in step with the calls.
  private static final int EVERY = 4;

  /// The first that meets it: early, as a large object may be no more than three requests.
  private static final int FIRST = 2;

  /// A machine that does other things besides may be silent for seconds: what does not hang is
  /// waited for.
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger troubled = new AtomicInteger();
  private ObjectStore store = new InMemoryStore();

  /// The server that the network leads to.
  protected abstract URI server();

  /// An empty store whose server is reached by that wire, with many tries and no long pauses.
  ///
  /// @param silence after which a connection without a byte is given up
  protected abstract ObjectStore storeBehind(FaultyWire wire, Duration silence);

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public int manyObjects() {
    return 40;
  }

  private void behind(Trouble trouble) {
    behind(trouble, Duration.ofMillis(400));
  }

  /// @param silence after which a request that hangs is found out
  private void behind(Trouble trouble, Duration silence) {
    FaultyWire wire = FaultyWire.to(server());
    open.add(wire);
    store = storeBehind(wire, trouble == Trouble.HANGS ? silence : PATIENT);
    open.add(store);
    wire.fail(request -> fate(trouble, request));
  }

  private Fault fate(Trouble trouble, String request) {
    if (!trouble.meets(request) || requests.incrementAndGet() % EVERY != FIRST) {
      return new Fault.None();
    }
    troubled.incrementAndGet();
    return trouble.fault();
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
    behind(trouble);
    for (int i = 0; i < 3; i++) {
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

    assertThat(troubled.get()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void aLargeObjectArrivesWhole(Trouble trouble) throws IOException {
    behind(trouble, Duration.ofSeconds(2));
    byte[] content = StoreUnderTest.random((12 << 20) + 77);
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
    assertThat(troubled.get()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void listsAreWhole(Trouble trouble) {
    behind(trouble);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      keys.add("list/%d/%02d".formatted(i % 3, i));
    }
    keys.forEach(key -> put(key, "x"));
    Collections.sort(keys);

    for (int i = 0; i < 12; i += 6) {
      assertThat(keys("list/", "")).containsExactlyElementsOf(keys);
      assertThat(keys("list/", keys.get(i))).isEqualTo(keys.subList(i + 1, keys.size()));
      assertThat(names("list/")).containsExactly("0/", "1/", "2/");
    }
    assertThat(troubled.get()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void ofManyWhoCreateNoTwoSucceed(Trouble trouble) throws Exception {
    behind(trouble);
    for (int round = 0; round < 3; round++) {
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
