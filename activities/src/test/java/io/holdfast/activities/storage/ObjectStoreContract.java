package io.holdfast.activities.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What [ObjectStore] promises, as tests: single-threaded ones here, those of many threads in
/// [ConcurrentStoreContract].
public abstract class ObjectStoreContract {
  protected static final WriteCondition ALWAYS = new WriteCondition.Always();
  protected static final WriteCondition IF_ABSENT = new WriteCondition.IfAbsent();

  protected ObjectStore store;

  /// An empty store.
  protected abstract ObjectStore newStore() throws IOException;

  /// How many objects a long list has: more than one page of the store's.
  protected int manyObjects() {
    return 1_100;
  }

  @BeforeEach
  void openStore() throws IOException {
    store = newStore();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void whatWasNeverWrittenIsAbsentEverywhere() {
    assertThat(store.stat("a/b")).isEmpty();
    assertThat(store.read("a/b", 0)).isEmpty();
    assertThat(store.list("", "")).isEmpty();
    assertThat(store.children("")).isEmpty();
    assertThat(store.children("a/")).isEmpty();
    store.delete("a/b");
  }

  @Test
  void aWrittenObjectIsReadBack() throws IOException {
    ObjectInfo written = put("a/b", "content");

    assertThat(written.key()).isEqualTo("a/b");
    assertThat(written.length()).isEqualTo(7);
    assertThat(store.stat("a/b")).contains(written);
    assertThat(store.list("", "")).containsExactly(written);
    assertThat(text("a/b", 0)).isEqualTo("content");
  }

  @Test
  void anEmptyObjectIsThere() throws IOException {
    put("empty", "");

    assertThat(store.stat("empty").orElseThrow().length()).isZero();
    assertThat(text("empty", 0)).isEmpty();
  }

  @Test
  void aReadBeginsAtItsOffset() throws IOException {
    put("digits", "0123456789");

    assertThat(text("digits", 3)).isEqualTo("3456789");
    assertThat(text("digits", 9)).isEqualTo("9");
    assertThat(text("digits", 10)).isEmpty();
    assertThat(text("digits", 11)).isEmpty();
  }

  @Test
  void aFolderIsNoObject() {
    put("a/b", "content");

    assertThat(store.stat("a")).isEmpty();
    assertThat(store.read("a", 0)).isEmpty();
    store.delete("a");
    assertThat(store.stat("a/b")).isPresent();
  }

  @Test
  void anUnconditionalWriteReplaces() throws IOException {
    put("key", "old");
    put("key", "newer");

    assertThat(text("key", 0)).isEqualTo("newer");
    assertThat(store.stat("key").orElseThrow().length()).isEqualTo(5);
  }

  @Test
  void createIfAbsentLeavesWhatIsThere() throws IOException {
    assertThat(store.write("key", bytes("first"), IF_ABSENT)).isPresent();
    assertThat(store.write("key", bytes("second"), IF_ABSENT)).isEmpty();

    assertThat(text("key", 0)).isEqualTo("first");
  }

  @Test
  void createIfAbsentWorksAgainAfterADelete() throws IOException {
    put("a/key", "first");
    store.delete("a/key");

    assertThat(store.write("a/key", bytes("second"), IF_ABSENT)).isPresent();
    assertThat(text("a/key", 0)).isEqualTo("second");
  }

  @Test
  void aReplaceNeedsTheVersionThatIsThere() throws IOException {
    ObjectInfo first = put("key", "first");
    ObjectInfo second = replace("key", "second", first.version());

    assertThat(store.write("key", bytes("third"), new WriteCondition.IfVersion(first.version())))
        .isEmpty();
    assertThat(text("key", 0)).isEqualTo("second");
    assertThat(store.stat("key")).contains(second);
  }

  @Test
  void aReplaceOfWhatIsAbsentWritesNothing() {
    ObjectInfo gone = put("key", "content");
    store.delete("key");

    assertThat(store.write("key", bytes("new"), new WriteCondition.IfVersion(gone.version())))
        .isEmpty();
    assertThat(store.stat("key")).isEmpty();
  }

  @Test
  void everyQuickChangeOfEqualLengthGetsAVersionOfItsOwn() {
    List<String> versions = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      versions.add(put("key", "content " + i).version());
    }

    assertThat(versions).doesNotHaveDuplicates();
  }

  @Test
  void anUploadIsInvisibleUntilItsCommit() throws IOException {
    byte[] content = random(300_000);
    try (ObjectUpload upload = store.upload("big/object")) {
      upload.write(content, 0, 200_000);
      assertThat(store.stat("big/object")).isEmpty();
      assertThat(store.read("big/object", 0)).isEmpty();
      assertThat(store.list("", "")).isEmpty();
      assertThat(store.children("")).isEmpty();
      upload.write(content, 200_000, 100_000);
      ObjectInfo committed = upload.commit();
      assertThat(committed.length()).isEqualTo(content.length);
      assertThat(store.stat("big/object")).contains(committed);
    }

    assertThat(read("big/object", 0)).isEqualTo(content);
    assertThat(read("big/object", 250_000))
        .isEqualTo(Arrays.copyOfRange(content, 250_000, 300_000));
  }

  @Test
  void anUploadThatIsClosedWithoutACommitLeavesNothing() throws IOException {
    put("kept", "old");
    for (String key : List.of("kept", "new")) {
      try (ObjectUpload upload = store.upload(key)) {
        upload.write(random(100_000));
      }
    }

    assertThat(text("kept", 0)).isEqualTo("old");
    assertThat(keys("", "")).containsExactly("kept");
  }

  @Test
  void anUploadReplacesAtItsCommit() throws IOException {
    ObjectInfo old = put("key", "old content");
    try (ObjectUpload upload = store.upload("key")) {
      upload.write(bytes("new content"));
      assertThat(text("key", 0)).isEqualTo("old content");
      assertThat(upload.commit().version()).isNotEqualTo(old.version());
    }

    assertThat(text("key", 0)).isEqualTo("new content");
  }

  @Test
  void anUploadOfNothingIsAnEmptyObject() {
    try (ObjectUpload upload = store.upload("empty")) {
      assertThat(upload.commit().length()).isZero();
    }

    assertThat(store.stat("empty")).isPresent();
  }

  @Test
  void anUploadIsOverAfterItsCommit() {
    try (ObjectUpload upload = store.upload("key")) {
      upload.commit();
      assertThatThrownBy(() -> upload.write(1)).isInstanceOf(IOException.class);
      assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    }

    assertThat(store.stat("key")).isPresent();
  }

  @Test
  void aDeletedObjectIsGoneAndItsNeighboursStay() {
    put("a/b/1", "x");
    put("a/b/2", "x");
    put("a/c/1", "x");
    store.delete("a/b/1");
    store.delete("a/b/1");

    assertThat(keys("", "")).containsExactly("a/b/2", "a/c/1");
    store.delete("a/b/2");
    assertThat(names("a/")).containsExactly("c/");
  }

  @Test
  void aListIsInTheOrderOfTheKeysBytes() {
    List<String> keys =
        List.of(
            "a!b", "a+b", "a-b", "a.b", "a/!", "a/b", "a/b-c", "a/b.c", "a0", "aB/c", "a_b", "ab/c",
            "a~", "b");
    keys.reversed().forEach(key -> put(key, "x"));

    assertThat(keys("", "")).containsExactlyElementsOf(keys).isSorted();
  }

  @Test
  void aListBeginsBehindStartAfterWhetherOrNotThatExists() {
    List<String> all = List.of("p/a", "p/a-b", "p/b/1", "p/b/2", "p/b/3", "p/c", "q");
    all.forEach(key -> put(key, "x"));

    for (String after :
        List.of("", "a", "p", "p/", "p/a", "p/a0", "p/b", "p/b/", "p/b/2", "p/b/20", "p/c", "z")) {
      assertThat(keys("p/", after))
          .as("after '%s'", after)
          .containsExactlyElementsOf(
              all.stream()
                  .filter(key -> key.startsWith("p/") && key.compareTo(after) > 0)
                  .toList());
    }
  }

  @Test
  void aPrefixNeedNotEndAtASlash() {
    List.of("a/b", "a/bc/d", "a/bc/e", "a/c", "ab").forEach(key -> put(key, "x"));

    assertThat(keys("a", "")).containsExactly("a/b", "a/bc/d", "a/bc/e", "a/c", "ab");
    assertThat(keys("a/b", "")).containsExactly("a/b", "a/bc/d", "a/bc/e");
    assertThat(keys("a/bc/", "")).containsExactly("a/bc/d", "a/bc/e");
    assertThat(keys("a/bc/d", "")).containsExactly("a/bc/d");
    assertThat(keys("x/y", "")).isEmpty();
  }

  @Test
  void aListLongerThanAPageIsWhole() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < manyObjects(); i++) {
      keys.add("many/%02d/%05d".formatted(i % 3, i));
    }
    keys.forEach(key -> put(key, "x"));
    keys.sort(null);

    assertThat(keys("many/", "")).containsExactlyElementsOf(keys);
    try (Stream<ObjectInfo> first = store.list("many/", keys.get(9))) {
      assertThat(first.limit(2).map(ObjectInfo::key)).isEqualTo(keys.subList(10, 12));
    }
  }

  @Test
  void objectsMayBeDeletedWhileTheyAreListed() {
    for (int i = 0; i < 20; i++) {
      put("d/" + i % 4 + "/" + i, "x");
    }

    try (Stream<ObjectInfo> objects = store.list("d/", "")) {
      objects.forEach(object -> store.delete(object.key()));
    }

    assertThat(keys("d/", "")).isEmpty();
  }

  @Test
  void childrenAreObjectsAndFoldersInOrder() {
    List.of("a/b", "a/b-c", "a/d/e/f", "a/d/g", "a/h", "i").forEach(key -> put(key, "x"));

    assertThat(names("")).containsExactly("a/", "i");
    assertThat(names("a/")).containsExactly("b", "b-c", "d/", "h");
    assertThat(names("a/d/")).containsExactly("e/", "g");
    assertThat(names("b/")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "./a",
        ".hidden",
        "a/.b",
        "ä",
        "a b",
        "a\nb",
        "a\u0000b",
        "a\\b",
        "a:b",
        "a*",
        "a?b"
      })
  void whatIsNoKeyIsRefusedByEveryMethod(String key) {
    assertRefused(() -> store.stat(key));
    assertRefused(() -> store.read(key, 0));
    assertRefused(() -> store.write(key, new byte[0], ALWAYS));
    assertRefused(() -> store.upload(key).close());
    assertRefused(() -> store.delete(key));
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    String segment = "s".repeat(199) + "/";
    assertThat(put(segment.repeat(4) + "k".repeat(200), "x")).isNotNull();

    assertRefused(() -> store.stat(segment.repeat(5) + "k"));
    assertRefused(() -> store.stat("s".repeat(201)));
  }

  @Test
  void aPrefixThatNoKeyCanHaveIsRefused() {
    for (String prefix : List.of("/", "a//", "../", "a/../", ".holdfast/", "ä")) {
      assertRefused(() -> store.list(prefix, "").close());
      assertRefused(() -> store.children(prefix).close());
    }
    assertRefused(() -> store.children("a").close());
  }

  @Test
  void everyCharacterOfAKeyIsKept() throws IOException {
    String odd = "!#$%&'()+,-.0;=@A[]^_`a{}~/%2F%C3%A4/x..y";
    put(odd, "content");

    assertThat(text(odd, 0)).isEqualTo("content");
    assertThat(keys("", "")).containsExactly(odd);
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED));
  }

  protected final ObjectInfo put(String key, String content) {
    return store.write(key, bytes(content), ALWAYS).orElseThrow();
  }

  private ObjectInfo replace(String key, String content, String version) {
    return store.write(key, bytes(content), new WriteCondition.IfVersion(version)).orElseThrow();
  }

  protected final String text(String key, long offset) throws IOException {
    return new String(read(key, offset), StandardCharsets.UTF_8);
  }

  protected final byte[] read(String key, long offset) throws IOException {
    try (InputStream in = store.read(key, offset).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  protected final List<String> keys(String prefix, String startAfter) {
    try (Stream<ObjectInfo> objects = store.list(prefix, startAfter)) {
      return objects.map(ObjectInfo::key).toList();
    }
  }

  private List<String> names(String prefix) {
    try (Stream<String> children = store.children(prefix)) {
      return children.toList();
    }
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  protected static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
