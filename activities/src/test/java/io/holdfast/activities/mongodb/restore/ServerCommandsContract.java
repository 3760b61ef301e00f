package io.holdfast.activities.mongodb.restore;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/// What only a real server knows: commands that write collections by themselves, updates by
/// pipeline.
abstract class ServerCommandsContract extends RestoreContract {

  @Test
  void updatesByPipelineAreFollowed() {
    insert("a", "{_id: 1, x: 1}", "{_id: 2, x: 1}");
    Rig.Backing backing = rig().new Backing("pipelines").dump();
    shop().getCollection("a").updateMany(json("{}"), List.of(json("{$set: {n: '$x'}}")));

    assertComesBack(backing.complete());
  }

  @Test
  void collectionsMadeOfOthersAreFollowed() {
    insert("a", "{_id: 1, x: 1}", "{_id: 2, x: 2}");
    insert("out", "{_id: 'old'}");
    Rig.Backing backing = rig().new Backing("aggregates").dump();
    aggregate("[{$out: 'out'}]");
    aggregate("[{$merge: {into: 'merged'}}]");

    assertComesBack(backing.complete());
  }

  @Test
  void aCollectionThatBecomesCappedIsFollowed() {
    insert("soon", "{_id: 1}", "{_id: 2}");
    Rig.Backing backing = rig().new Backing("capping").dump();
    shop().runCommand(json("{convertToCapped: 'soon', size: 8192}"));

    assertComesBack(backing.complete());
  }

  @Test
  void anIndexIsKnownByItsKeysToo() {
    insert("a", "{_id: 1}");
    shop()
        .runCommand(
            json(
                "{createIndexes: 'a', indexes: [{key: {t: 1}, name: 't', expireAfterSeconds: 9}]}"));
    Rig.Backing backing = rig().new Backing("keys").dump();
    shop().runCommand(json("{collMod: 'a', index: {keyPattern: {t: 1}, expireAfterSeconds: 60}}"));
    shop().runCommand(json("{collMod: 'a', index: {name: 't', hidden: true}}"));

    assertComesBack(backing.complete());
  }

  private void aggregate(String pipeline) {
    shop()
        .getCollection("a")
        .aggregate(BsonArray.parse(pipeline).stream().map(BsonValue::asDocument).toList())
        .toCollection();
  }
}
