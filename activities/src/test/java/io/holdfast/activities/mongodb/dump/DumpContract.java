package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.holdfast.activities.mongodb.raw.EveryBsonType;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/// What a dump keeps, tried on whatever replica set a subclass offers.
abstract class DumpContract extends DumpGround {
  @Test
  void everyBsonTypeIsKeptByteForByte() {
    List<RawDocument> written =
        IntStream.range(0, 40)
            .mapToObj(i -> RawDocument.of(EveryBsonType.document(new BsonInt32(i))))
            .toList();
    insert("types", written);

    bench.run(SMALL);

    CollectionEntry entry = bench.entry(DATABASE, "types");
    SomeDocuments.assertSameBytes(bench.documents(entry), written);
    assertThat(entry.chunks()).hasSizeGreaterThan(2);
    assertThat(entry.dumped().documents()).isEqualTo(40);
  }

  @Test
  void aCappedCollectionIsReadInItsOwnOrder() {
    bench
        .database(DATABASE)
        .createCollection(
            "capped", new CreateCollectionOptions().capped(true).sizeInBytes(1_000_000));
    List<RawDocument> written =
        Stream.of(5, 3, 9, 1, 7)
            .map(i -> RawDocument.of(new BsonDocument("_id", new BsonInt32(i))))
            .toList();
    insert("capped", written);

    bench.run(20);

    CollectionEntry entry = bench.entry(DATABASE, "capped");
    SomeDocuments.assertSameBytes(bench.documents(entry), written);
    assertThat(entry.chunks()).hasSizeGreaterThan(1);
  }

  @Test
  void aViewIsKeptAsItsDefinitionAlone() {
    insert("orders", SomeDocuments.numbered(0, 3));
    BsonDocument match = BsonDocument.parse("{$match: {n: {$gt: 1}}}");
    bench.everywhere(DATABASE).createView("view", "orders", List.of(match));

    bench.run(SMALL);

    CollectionEntry view = bench.entry(DATABASE, "view");
    assertThat(view.kind()).isEqualTo(CollectionKind.VIEW);
    assertThat(view.uuid()).isNull();
    assertThat(view.chunks()).isEmpty();
    BsonDocument metadata = bench.metadata(view).view();
    assertThat(metadata.getString("type").getValue()).isEqualTo("view");
    assertThat(metadata.getDocument("options").getString("viewOn").getValue()).isEqualTo("orders");
    assertThat(metadata.getDocument("options").getArray("pipeline")).containsExactly(match);
    assertThat(metadata.getArray("indexes")).isEmpty();
  }

  @Test
  void metadataHasTheShapeThatMongodumpGivesIt() {
    insert("orders", SomeDocuments.numbered(0, 3));
    orders().createIndex(Indexes.ascending("n"), new IndexOptions().unique(true).name("by_n"));
    settle();

    bench.run(SMALL);

    CollectionEntry entry = bench.entry(DATABASE, "orders");
    BsonDocument metadata = bench.metadata(entry).view();
    assertThat(metadata.keySet())
        .containsExactly("options", "indexes", "uuid", "collectionName", "type");
    assertThat(metadata.getString("collectionName").getValue()).isEqualTo("orders");
    assertThat(metadata.getString("uuid").getValue())
        .isEqualTo(String.valueOf(entry.uuid()).replace("-", ""));
    assertThat(metadata.getArray("indexes"))
        .extracting(index -> index.asDocument().getString("name").getValue())
        .containsExactly("_id_", "by_n");
    assertThat(metadata.getArray("indexes").get(1).asDocument().getBoolean("unique").getValue())
        .isTrue();
  }

  @Test
  void anyNameThatTheServerAllowsIsDumped() {
    List<String> names =
        List.of("käse ☃", "a.b.c", "%2e%2e", "a/../b", "line\nbreak", "x".repeat(200));
    names.forEach(name -> insert(name, SomeDocuments.numbered(0, 2)));

    bench.run(SMALL);

    for (String name : names) {
      SomeDocuments.assertSameBytes(
          bench.documents(bench.entry(DATABASE, name)), SomeDocuments.numbered(0, 2));
    }
  }

  @Test
  void emptyCollectionsCostNoObjectOfTheirOwn() {
    bench.everywhere(DATABASE).createCollection("empty");
    settle();

    bench.run(SMALL);

    CollectionEntry entry = bench.entry(DATABASE, "empty");
    assertThat(entry.chunks()).isEmpty();
    assertThat(entry.dumped()).isEqualTo(Content.EMPTY);
  }

  @Test
  void whatBelongsToTheServersIsLeftOut() {
    insert("orders", SomeDocuments.numbered(0, 3));

    bench.run(SMALL);

    assertThat(bench.finished().collections(Heartbeat.none()))
        .extracting(CollectionEntry::namespace)
        .extracting(Namespace::database)
        .contains(DATABASE)
        .doesNotContain("local", "config");
    assertThat(bench.finished().collections(Heartbeat.none()))
        .extracting(CollectionEntry::namespace)
        .doesNotContain(new Namespace("admin", "system.version"));
  }
}
