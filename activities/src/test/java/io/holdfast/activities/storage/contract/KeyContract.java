package io.holdfast.activities.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys: what is one, and what is refused before anything is touched.
interface KeyContract extends StoreUnderTest {
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
  default void whatIsNoKeyIsRefusedByEveryMethod(String key) {
    assertRefused(() -> store().stat(key));
    assertRefused(() -> store().read(key, 0));
    assertRefused(() -> store().write(key, new byte[0], ALWAYS));
    assertRefused(() -> store().upload(key).close());
    assertRefused(() -> store().delete(key));
  }

  @Test
  default void aKeyThatIsTooLongIsRefused() {
    String segment = "s".repeat(199) + "/";
    assertThat(put(segment.repeat(4) + "k".repeat(200), "x")).isNotNull();

    assertRefused(() -> store().stat(segment.repeat(5) + "k"));
    assertRefused(() -> store().stat("s".repeat(201)));
  }

  @Test
  default void aPrefixThatNoKeyCanHaveIsRefused() {
    for (String prefix : List.of("/", "a//", "../", "a/../", ".holdfast/", "ä")) {
      assertRefused(() -> store().list(prefix, "").close());
      assertRefused(() -> store().children(prefix).close());
    }
    assertRefused(() -> store().children("a").close());
  }

  @Test
  default void everyCharacterOfAKeyIsKept() throws IOException {
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
}
