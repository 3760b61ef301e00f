package io.holdfast.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamespacePatternTest {

  @ParameterizedTest
  @CsvSource({
    "shop.orders,   shop.orders,       true",
    "shop.orders,   shop.orders2,      false",
    "shop.*,        shop.orders,       true",
    "shop.*,        shop.a.b.c,        true",
    "shop.*,        shopping.orders,   false",
    "shop,          shop.orders,       true",
    "shop,          shopping.orders,   false",
    "shop,          a.shop,            false",
    "*.audit,       shop.eu.audit,     true",
    "*.audit,       shop.audit2,       false",
    "*,             a.b,               true",
    "shop*,         shopping.orders,   true",
    "s*p.o*s,       shop.orders,       true",
    "s*p.o*s,       shop.orders.x,     false",
    "a.*b*b,        a.b,               false",
    "'shop.$cmd',   'shop.$cmd',       true",
    "läden.äpfel*,  läden.äpfel🍎,     true",
    "shop.a\\*b,    shop.a*b,          true",
    "shop.a\\*b,    shop.axb,          false",
    "'shop.[a-z]+', shop.orders,       false",
    "shop..*,       shop..x,           true"
  })
  void aStarStandsForAnythingAndNothingElseDoes(String pattern, String namespace, boolean fits) {
    assertThat(new NamespacePattern(pattern).matches(Namespace.parse(namespace))).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "shop.", ".orders", ".*", "*.", "shop.**", "a**b.c", "a.b\u0000", "a\n.b"})
  void rubbishIsRefused(String text) {
    assertThatThrownBy(() -> new NamespacePattern(text))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION_FAILED));
  }

  @Test
  void anOverlongPatternIsRefusedWithoutBeingRepeatedInFull() {
    assertThatThrownBy(() -> new NamespacePattern("shop." + "x".repeat(100_000)))
        .isInstanceOf(HoldfastException.class)
        .message()
        .hasSizeLessThan(300);
  }

  @Test
  void anEarlierStarTakesAsLittleAsItCan() {
    assertThat(new NamespacePattern("*.*").captured(Namespace.parse("shop.eu.orders")))
        .contains(List.of("shop", "eu.orders"));
  }

  @Test
  void aHostilePatternIsDecidedAtOnce() {
    String stars = "*a".repeat(200) + "*.b";

    assertThat(new NamespacePattern(stars).matches(new Namespace("a".repeat(63), "a".repeat(180))))
        .isFalse();
  }
}
