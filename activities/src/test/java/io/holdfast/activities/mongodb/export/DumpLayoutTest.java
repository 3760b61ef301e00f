package io.holdfast.activities.mongodb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DumpLayoutTest {
  private final DumpLayout layout = new DumpLayout(Path.of("/dump"), false);

  @Test
  void namesAreEscapedAsMongodumpDoes() {
    assertThat(DumpLayout.fileName("orders.2026-11_a~")).isEqualTo("orders.2026-11_a~");
    assertThat(DumpLayout.fileName("a b/c%d?ö")).isEqualTo("a+b%2Fc%25d%3F%C3%B6");
    assertThat(DumpLayout.fileName("$&+:=@,;!'()*"))
        .isEqualTo("%24%26%2B%3A%3D%40%2C%3B%21%27%28%29%2A");
  }

  @Test
  void aLongNameIsCutAndGetsItsHash() {
    assertThat(DumpLayout.fileName("x".repeat(238))).isEqualTo("x".repeat(238));
    assertThat(DumpLayout.fileName("x".repeat(239)))
        .hasSize(238)
        .startsWith("x".repeat(208) + "%24")
        .matches("x+%24[A-Za-z0-9_-]{27}");
  }

  @Test
  void filesLieInTheirDatabaseAndTheOplogAtTheTop() {
    Namespace orders = new Namespace("shop", "orders");
    DumpLayout zipped = new DumpLayout(Path.of("/dump"), true);

    assertThat(layout.documents(orders)).hasToString("/dump/shop/orders.bson");
    assertThat(layout.metadata(orders)).hasToString("/dump/shop/orders.metadata.json");
    assertThat(zipped.documents(orders)).hasToString("/dump/shop/orders.bson.gz");
    assertThat(zipped.metadata(orders)).hasToString("/dump/shop/orders.metadata.json.gz");
    assertThat(zipped.oplog()).isEqualTo(layout.oplog()).hasToString("/dump/oplog.bson");
  }

  @Test
  void noDatabaseLeavesTheDirectory() {
    for (String database : List.of("..", "../x", "a/b", ".hidden", "a\\b")) {
      assertThatThrownBy(() -> layout.documents(new Namespace(database, "c")))
          .as(database)
          .isInstanceOfSatisfying(
              HoldfastException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
    }
  }

  @Test
  void aFilterMeansFullNamesDatabasesAndPatterns() {
    Namespace orders = new Namespace("shop", "orders.old");
    for (String pattern : List.of("shop", "shop.*", "shop.orders.old", "*.old", "s*", "*")) {
      assertThat(filter("none", pattern).includes(orders)).as(pattern).isTrue();
    }
    for (String pattern : List.of("sho", "shop.orders", "shopxorders.old", "orders.old")) {
      assertThat(filter(pattern).includes(orders)).as(pattern).isFalse();
    }
    assertThat(NamespaceFilter.ALL.includes(orders)).isTrue();
    assertThatThrownBy(() -> filter("")).isInstanceOf(HoldfastException.class);
  }

  private static NamespaceFilter filter(String... patterns) {
    return new NamespaceFilter(Stream.of(patterns).map(NamespacePattern::new).toList());
  }
}
