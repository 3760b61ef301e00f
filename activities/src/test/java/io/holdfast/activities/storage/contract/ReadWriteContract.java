package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Single objects: found, absent, replaced, only if.
interface ReadWriteContract extends StoreUnderTest {
  @Test
  default void whatWasNeverWrittenIsAbsentEverywhere() {
    assertThat(store().stat("a/b")).isEmpty();
    assertThat(store().read("a/b", 0)).isEmpty();
    assertThat(store().list("", "")).isEmpty();
    assertThat(store().children("")).isEmpty();
    assertThat(store().children("a/")).isEmpty();
    store().delete("a/b");
  }

  @Test
  default void aWrittenObjectIsReadBack() throws IOException {
    ObjectInfo written = put("a/b", "content");

    assertThat(written.key()).isEqualTo("a/b");
    assertThat(written.length()).isEqualTo(7);
    assertThat(store().stat("a/b")).contains(written);
    assertThat(store().list("", "")).containsExactly(written);
    assertThat(text("a/b", 0)).isEqualTo("content");
  }

  @Test
  default void anEmptyObjectIsThere() throws IOException {
    put("empty", "");

    assertThat(store().stat("empty").orElseThrow().length()).isZero();
    assertThat(text("empty", 0)).isEmpty();
  }

  @Test
  default void aReadBeginsAtItsOffset() throws IOException {
    put("digits", "0123456789");

    assertThat(text("digits", 3)).isEqualTo("3456789");
    assertThat(text("digits", 9)).isEqualTo("9");
    assertThat(text("digits", 10)).isEmpty();
    assertThat(text("digits", 11)).isEmpty();
  }

  @Test
  default void aFolderIsNoObject() {
    put("a/b", "content");

    assertThat(store().stat("a")).isEmpty();
    assertThat(store().read("a", 0)).isEmpty();
    store().delete("a");
    assertThat(store().stat("a/b")).isPresent();
  }

  @Test
  default void anUnconditionalWriteReplaces() throws IOException {
    put("key", "old");
    put("key", "newer");

    assertThat(text("key", 0)).isEqualTo("newer");
    assertThat(store().stat("key").orElseThrow().length()).isEqualTo(5);
  }

  @Test
  default void createIfAbsentLeavesWhatIsThere() throws IOException {
    assertThat(store().write("key", StoreUnderTest.bytes("first"), IF_ABSENT)).isPresent();
    assertThat(store().write("key", StoreUnderTest.bytes("second"), IF_ABSENT)).isEmpty();

    assertThat(text("key", 0)).isEqualTo("first");
  }

  @Test
  default void createIfAbsentWorksAgainAfterADelete() throws IOException {
    put("a/key", "first");
    store().delete("a/key");

    assertThat(store().write("a/key", StoreUnderTest.bytes("second"), IF_ABSENT)).isPresent();
    assertThat(text("a/key", 0)).isEqualTo("second");
  }

  @Test
  default void aReplaceNeedsTheVersionThatIsThere() throws IOException {
    ObjectInfo first = put("key", "first");
    ObjectInfo second = replace("key", "second", first.version());

    assertThat(
            store()
                .write(
                    "key",
                    StoreUnderTest.bytes("third"),
                    new WriteCondition.IfVersion(first.version())))
        .isEmpty();
    assertThat(text("key", 0)).isEqualTo("second");
    assertThat(store().stat("key")).contains(second);
  }

  @Test
  default void aReplaceOfWhatIsAbsentWritesNothing() {
    ObjectInfo gone = put("key", "content");
    store().delete("key");

    assertThat(
            store()
                .write(
                    "key",
                    StoreUnderTest.bytes("new"),
                    new WriteCondition.IfVersion(gone.version())))
        .isEmpty();
    assertThat(store().stat("key")).isEmpty();
  }

  @Test
  default void everyQuickChangeOfEqualLengthGetsAVersionOfItsOwn() {
    List<String> versions = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      versions.add(put("key", "content " + i).version());
    }

    assertThat(versions).doesNotHaveDuplicates();
  }

  @Test
  default void aDeletedObjectIsGoneAndItsNeighboursStay() {
    put("a/b/1", "x");
    put("a/b/2", "x");
    put("a/c/1", "x");
    store().delete("a/b/1");
    store().delete("a/b/1");

    assertThat(keys("", "")).containsExactly("a/b/2", "a/c/1");
    store().delete("a/b/2");
    assertThat(names("a/")).containsExactly("c/");
  }
}
