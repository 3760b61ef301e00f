package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.junit.jupiter.api.Test;

/// The corners of what can be in a database: each comes back byte for byte.
abstract class EverythingContract extends RestoreContract {
  private static final int LARGEST = 16 * 1024 * 1024;
  private static final int DEEPEST = 100;

  @Test
  void documentsOfTheLargestSizeComeBack() {
    byte[] filler = new byte[LARGEST - 64];
    new Random(7).nextBytes(filler);
    for (int id = 0; id < 2; id++) {
      put("large", new BsonDocument("_id", new BsonInt32(id)).append("x", new BsonBinary(filler)));
    }

    assertComesBack(rig().backup("largest"));
  }

  @Test
  void documentsOfTheGreatestDepthComeBack() {
    BsonValue documents = new BsonInt32(1);
    BsonValue arrays = new BsonInt32(1);
    for (int level = 0; level < DEEPEST - 1; level++) {
      documents = new BsonDocument("d", documents);
      arrays = new BsonArray(List.of(arrays));
    }
    put("deep", new BsonDocument("_id", new BsonInt32(1)).append("d", documents));
    put("deep", new BsonDocument("_id", new BsonInt32(2)).append("a", arrays));

    assertComesBack(rig().backup("deepest"));
  }

  @Test
  void fieldNamesThatAreEmptyDottedDoubledOrBeginWithADollarComeBack() {
    put("names", json("{_id: 1, '': 1, inner: {'': {'': 2}}}"));
    put("names", json("{_id: 2, 'a.b': 1, inner: {'c.d': 2, '.': 3}}"));
    put("names", doubled());
    put("names", json("{_id: 4, inner: {'$ref': 'c', '$id': 1, '$db': 'd'}}"));
    put("names", json("{_id: 5, 'käse ☃ 日本': 'ß'}"));

    assertComesBack(rig().backup("fields"));
  }

  @Test
  void namesOfDatabasesAndCollectionsOfAnyCharacterComeBack() {
    for (String database : List.of("käse☃", "shop-2", "a_b", "d%41")) {
      MongoDatabase named = rig().source().getDatabase(database);
      for (String collection : List.of("日本", "a.b.c", "x y", "%2e", "l\nb", "o'\"k\\")) {
        named.getCollection(collection, BsonDocument.class).insertOne(json("{_id: 'ä'}"));
      }
    }

    assertComesBack(rig().backup("names"));
  }

  @Test
  void filesOfGridFsComeBack() {
    byte[] contents = new byte[700_000];
    new Random(3).nextBytes(contents);
    bucket(shop()).uploadFromStream("picture ☃.png", new ByteArrayInputStream(contents));

    assertComesBack(rig().backup("files"));

    ByteArrayOutputStream back = new ByteArrayOutputStream();
    bucket(rig().target().getDatabase("shop")).downloadToStream("picture ☃.png", back);
    assertThat(back.toByteArray()).isEqualTo(contents);
  }

  @Test
  void timestampsOfZeroBelowTheTopComeBack() {
    BsonTimestamp zero = new BsonTimestamp(0);
    put(
        "times",
        new BsonDocument("_id", new BsonInt32(1))
            .append("inner", new BsonDocument("t", zero))
            .append("list", new BsonArray(List.of(zero, zero))));

    assertComesBack(rig().backup("zeros"));
  }

  @Test
  void viewsOnViewsComeBackWhateverTheirOrder() {
    insert("orders", "{_id: 1, n: 1}", "{_id: 2, n: 2}");
    shop().createView("z", "orders", List.of(json("{$match: {n: {$gt: 0}}}")));
    shop().createView("m", "z", List.of(json("{$match: {n: {$gt: 1}}}")));
    shop().createView("a", "m", List.of(json("{$project: {n: 1}}")));

    assertComesBack(rig().backup("views"));

    assertThat(rig().target().getDatabase("shop").getCollection("a").countDocuments()).isOne();
  }

  private void put(String collection, BsonDocument document) {
    shop().getCollection(collection, BsonDocument.class).insertOne(document);
  }

  private static GridFSBucket bucket(MongoDatabase database) {
    return GridFSBuckets.create(database);
  }

  /// `{_id: 3, x: 1, x: 2}`, which no map can hold.
  private static BsonDocument doubled() {
    BasicOutputBuffer out = new BasicOutputBuffer();
    try (BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
      writer.writeStartDocument();
      writer.writeInt32("_id", 3);
      writer.writeInt32("x", 1);
      writer.writeString("x", "2");
      writer.writeEndDocument();
    }
    return new RawBsonDocument(out.toByteArray());
  }
}
