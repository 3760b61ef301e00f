package io.holdfast.activities.mongodb.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.activities.mongodb.member.FileEncryption;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.filerestore.SetPlan;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.ShardMapping;
import io.holdfast.workflows.restore.UsersPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetMatchingTest {
  private static final List<ExternalContent> CONTENTS =
      List.of(content("cfg", true), content("sh1", false), content("sh2", false));

  private static ExternalContent content(String set, boolean configServers) {
    return new ExternalContent(
        new Source(set, set + "-host:27017", MemberState.SECONDARY, ""),
        "/data",
        "",
        Instant.EPOCH,
        null,
        new PointInTime(1, 1),
        List.of(),
        "{\"directoryPerDB\": true, \"dbPath\": \"/data\"}",
        configuration(set, configServers));
  }

  private static String configuration(String set, boolean configServers) {
    return "{\"_id\": \"%s\", \"configsvr\": %s, \"members\": [{\"host\": \"%s-host:27017\"}]}"
        .formatted(set, configServers, set);
  }

  private static TargetSet set(String name, boolean configServers) {
    return TargetSet.of(BsonDocument.parse(configuration(name, configServers)), true);
  }

  private static FileTarget cluster(TargetSet... sets) {
    return new FileTarget(
        TopologyKind.SHARDED_CLUSTER, "4.4.6", List.of(sets), List.of("router:27017"), true);
  }

  private static SetMatching matching(FileTarget target, ShardMapping... mappings) {
    return matching(target, _ -> Optional.empty(), mappings);
  }

  private static SetMatching matching(
      FileTarget target,
      Function<MemberId, Optional<StorageOptions>> options,
      ShardMapping... mappings) {
    InstanceId shop = new InstanceId("shop");
    return new SetMatching(
        new RestoreRequest(
                new OperationId(shop, "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
                shop,
                new BackupName("files"),
                "shop",
                UsersPolicy.KEEP,
                false)
            .with()
            .shards(List.of(mappings))
            .files(new FileOptions(60, false))
            .build(),
        target,
        CONTENTS,
        options);
  }

  @Test
  void shardsTakeTheFilesOfTheirNamesAndTheConfigServersComeLast() {
    SetMatching matching =
        matching(cluster(set("new-cfg", true), set("sh2", false), set("sh1", false)));

    assertThat(matching.objection()).isEmpty();
    assertThat(matching.plans())
        .extracting(SetPlan::address, SetPlan::sourceSet, SetPlan::role)
        .containsExactly(
            tuple("sh2/sh2-host:27017", "sh2", SetRole.SHARD),
            tuple("sh1/sh1-host:27017", "sh1", SetRole.SHARD),
            tuple("new-cfg/new-cfg-host:27017", "cfg", SetRole.CONFIG_SERVERS));
  }

  @Test
  void shardsOfOtherNamesTakeWhatTheRequestSays() {
    SetMatching matching =
        matching(
            cluster(set("cfg", true), set("a", false), set("b", false)),
            new ShardMapping("sh1", "b"),
            new ShardMapping("sh2", "a"));

    assertThat(matching.objection()).isEmpty();
    assertThat(matching.plans())
        .extracting(SetPlan::sourceSet)
        .containsExactly("sh2", "sh1", "cfg");
  }

  @Test
  void aShardThatTheBackupDoesNotHaveIsNamed() {
    assertThat(
            matching(cluster(set("cfg", true), set("sh1", false), set("sh3", false))).objection())
        .hasValue("The backup has no files for the replica set 'sh3'.");
  }

  @Test
  void aShardOfTheBackupThatHasNoPlaceIsNamed() {
    assertThat(matching(cluster(set("cfg", true), set("sh1", false))).objection())
        .hasValue("The target has no place for the files of 'sh2'.");
  }

  @Test
  void aMemberThatLaysOutItsFilesOtherwiseIsNamedWithTheOption() {
    FileTarget target = cluster(set("cfg", true), set("sh1", false), set("sh2", false));
    StorageOptions same = new StorageOptions(BsonDocument.parse("{directoryPerDB: true}"), null);
    StorageOptions usual = new StorageOptions(BsonDocument.parse("{dbPath: '/other'}"), null);

    assertThat(matching(target, _ -> Optional.of(same)).difference()).isEmpty();
    assertThat(
            matching(
                    target, member -> Optional.of(member.replicaSet().equals("sh2") ? usual : same))
                .difference())
        .hasValue(
            "sh2/sh2-host:27017: storage.directoryPerDB is false there, and true where the backup"
                + " was taken.");
  }

  @Test
  void membersAreAskedAtOnce() {
    FileTarget target = cluster(set("cfg", true), set("sh1", false), set("sh2", false));
    CyclicBarrier allAsk = new CyclicBarrier(3);
    Function<MemberId, Optional<StorageOptions>> patient =
        _ -> {
          try {
            allAsk.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("one was asked without the others", e);
          }
          return Optional.empty();
        };

    assertThat(matching(target, patient).difference()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "none, AES256-CBC, 'the encryption of its files is AES256-CBC there, and none where the backup was taken'",
    "AES256-CBC, none, 'the encryption of its files is none there, and AES256-CBC where the backup was taken'",
    "AES256-CBC, AES256-GCM, 'the encryption of its files is AES256-GCM there, and AES256-CBC where the backup was taken'",
    "AES256-GCM, AES256-GCM,",
    ", AES256-GCM,"
  })
  void filesThatAreEncryptedOtherwiseAreNotTaken(
      @Nullable String backup, String target, @Nullable String difference) {
    BsonDocument storage = new BsonDocument();

    assertThat(new StorageOptions(storage, backup).difference(new StorageOptions(storage, target)))
        .isEqualTo(Optional.ofNullable(difference));
  }

  @Test
  void theEncryptionOfFilesIsReadFromTheOptionsOfTheServer() {
    assertThat(FileEncryption.of(BsonDocument.parse("{storage: {}}"))).isEqualTo("none");
    assertThat(FileEncryption.of(BsonDocument.parse("{security: {enableEncryption: true}}")))
        .isEqualTo("AES256-CBC");
    assertThat(
            FileEncryption.of(
                BsonDocument.parse(
                    "{security: {enableEncryption: true, encryptionCipherMode: 'AES256-GCM'}}")))
        .isEqualTo("AES256-GCM");
  }
}
