package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Lists: whole, in order, from anywhere.
interface ListContract extends StoreUnderTest {
  @Test
  default void aListIsInTheOrderOfTheKeysBytes() {
    List<String> keys =
        List.of(
            "a!b", "a+b", "a-b", "a.b", "a/!", "a/b", "a/b-c", "a/b.c", "a0", "aB/c", "a_b", "ab/c",
            "a~", "b");
    keys.reversed().forEach(key -> put(key, "x"));

    assertThat(keys("", "")).containsExactlyElementsOf(keys).isSorted();
  }

  @Test
  default void aListBeginsBehindStartAfterWhetherOrNotThatExists() {
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
  default void aPrefixNeedNotEndAtASlash() {
    List.of("a/b", "a/bc/d", "a/bc/e", "a/c", "ab").forEach(key -> put(key, "x"));

    assertThat(keys("a", "")).containsExactly("a/b", "a/bc/d", "a/bc/e", "a/c", "ab");
    assertThat(keys("a/b", "")).containsExactly("a/b", "a/bc/d", "a/bc/e");
    assertThat(keys("a/bc/", "")).containsExactly("a/bc/d", "a/bc/e");
    assertThat(keys("a/bc/d", "")).containsExactly("a/bc/d");
    assertThat(keys("x/y", "")).isEmpty();
  }

  @Test
  default void aListLongerThanAPageIsWhole() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < manyObjects(); i++) {
      keys.add("many/%02d/%05d".formatted(i % 3, i));
    }
    keys.forEach(key -> put(key, "x"));
    keys.sort(null);

    assertThat(keys("many/", "")).containsExactlyElementsOf(keys);
    try (Stream<ObjectInfo> first = store().list("many/", keys.get(9))) {
      assertThat(first.limit(2).map(ObjectInfo::key)).isEqualTo(keys.subList(10, 12));
    }
  }

  @Test
  default void objectsMayBeDeletedWhileTheyAreListed() {
    for (int i = 0; i < 20; i++) {
      put("d/" + i % 4 + "/" + i, "x");
    }

    try (Stream<ObjectInfo> objects = store().list("d/", "")) {
      objects.forEach(object -> store().delete(object.key()));
    }

    assertThat(keys("d/", "")).isEmpty();
  }

  @Test
  default void childrenAreObjectsAndFoldersInOrder() {
    List.of("a/b", "a/b-c", "a/d/e/f", "a/d/g", "a/h", "i").forEach(key -> put(key, "x"));

    assertThat(names("")).containsExactly("a/", "i");
    assertThat(names("a/")).containsExactly("b", "b-c", "d/", "h");
    assertThat(names("a/d/")).containsExactly("e/", "g");
    assertThat(names("b/")).isEmpty();
  }
}
