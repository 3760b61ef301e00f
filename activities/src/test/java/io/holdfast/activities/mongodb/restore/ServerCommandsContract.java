package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonValue;
import org.bson.Document;
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

  @Test
  void theRoomForTheDataIsKnown() {
    insert("a", "{_id: 1, x: '%s'}".formatted("x".repeat(1_000)));
    BackupHeader backup = rig().backup("room");
    Manifest manifest = rig().repository().catalogue().manifest(backup.backup()).orElseThrow();
    rig().target().getDatabase("old").getCollection("c").insertOne(new Document());

    try (Target target = rig().openTarget()) {
      TargetContent old = TargetContent.of(target);
      Room beside = Room.look(target, manifest, Rig.request("room"), old).orElseThrow();
      Room instead =
          Room.look(
                  target,
                  manifest,
                  Rig.request(Rig.TARGET, "room", Rig.TARGET.value(), UsersPolicy.KEEP),
                  old)
              .orElseThrow();

      assertThat(beside.needed()).isBetween(20L, 1_000L);
      assertThat(beside.isEnough()).isTrue();
      // What else uses the disk changes meanwhile; an empty database has 4 KiB twice.
      assertThat(instead.free()).isGreaterThan(1L << 20);
    }
  }

  private void aggregate(String pipeline) {
    shop()
        .getCollection("a")
        .aggregate(BsonArray.parse(pipeline).stream().map(BsonValue::asDocument).toList())
        .toCollection();
  }
}
