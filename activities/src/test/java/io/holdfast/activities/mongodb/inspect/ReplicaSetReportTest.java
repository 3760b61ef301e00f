package io.holdfast.activities.mongodb.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.RecordedAnswers;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaSetReportTest {
  private BsonDocument config = new BsonDocument();
  private BsonDocument status = new BsonDocument();

  @BeforeEach
  void readWhatARealServerAnswered() {
    config = RecordedAnswers.read("replica-set-config");
    status = RecordedAnswers.read("replica-set-status");
  }

  @Test
  void aRealReplicaSetIsReadWithRolesAndPriorities() {
    ReplicaSet set = ReplicaSetReport.read(config, status);

    assertThat(set.name()).isEqualTo("rs0");
    // The primary heard of the others two seconds ago, when nobody had written for a while.
    assertThat(set.members())
        .containsExactly(
            new Member("127.0.0.1:27100", MemberState.PRIMARY, false, 2, 1, 0, 0),
            new Member("127.0.0.1:27101", MemberState.SECONDARY, false, 1, 1, 0, 13),
            new Member("127.0.0.1:27102", MemberState.SECONDARY, true, 0, 1, 0, 13));
  }

  @Test
  void lagIsTheDistanceToTheNewestWriteOfAnyMember() {
    BsonTimestamp newest = member(status, 0).getDocument("optime").getTimestamp("ts");
    member(status, 2).getDocument("optime").put("ts", new BsonTimestamp(newest.getTime() - 90, 1));

    assertThat(ReplicaSetReport.read(config, status).members().get(2).lagSeconds()).isEqualTo(90);
  }

  @Test
  void aDelayIsReadUnderItsOldAndItsNewName() {
    member(config, 1).put("slaveDelay", new BsonInt64(600));
    member(config, 2).remove("slaveDelay");
    member(config, 2).put("secondaryDelaySecs", new BsonInt64(700));

    ReplicaSet set = ReplicaSetReport.read(config, status);

    assertThat(set.members().get(1).delaySeconds()).isEqualTo(600);
    assertThat(set.members().get(2).delaySeconds()).isEqualTo(700);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, OTHER", "1, 1, PRIMARY", "2, 1, SECONDARY", "3, 1, OTHER", "5, 1, OTHER",
    "6, 1, UNREACHABLE", "7, 1, ARBITER", "8, 0, UNREACHABLE", "2, 0, UNREACHABLE", "9, 1, OTHER",
    "10, 1, OTHER"
  })
  void everyStateOfTheServerHasItsPlace(int state, int health, MemberState expected) {
    member(status, 2).put("state", new BsonInt32(state));
    member(status, 2).put("health", new BsonDouble(health));

    assertThat(ReplicaSetReport.read(config, status).members().get(2).state()).isEqualTo(expected);
  }

  @Test
  void aMemberThatTheStatusDoesNotKnowIsUnreachable() {
    status.getArray("members").remove(2);

    assertThat(ReplicaSetReport.read(config, status).members().get(2).state())
        .isEqualTo(MemberState.UNREACHABLE);
  }

  @Test
  void theFlavourIsReadFromTheBuild() {
    BsonDocument percona = RecordedAnswers.read("build-info");
    BsonDocument community = percona.clone();
    community.remove("psmdbVersion");
    BsonDocument sandbox = percona.clone().append("sandbox", BsonBoolean.TRUE);
    BsonDocument withFiles = sandbox.clone().append("dataFiles", BsonBoolean.TRUE);
    BsonDocument enterprise = BsonDocument.parse("{version: '8.0.4', modules: ['enterprise']}");

    assertThat(BuildInfo.version(percona, "4.4").flavour()).isEqualTo("Percona Server for MongoDB");
    assertThat(BuildInfo.version(percona, "4.4").major()).isEqualTo("4.4");
    assertThat(BuildInfo.version(community, "4.4").flavour()).isEqualTo("MongoDB Community");
    assertThat(BuildInfo.version(sandbox, "4.4").flavour()).isEqualTo("Holdfast sandbox");
    assertThat(BuildInfo.version(withFiles, "4.4").flavour())
        .isEqualTo("Holdfast sandbox with data files");
    assertThat(BuildInfo.version(enterprise, "8.0").flavour()).isEqualTo("MongoDB Enterprise");
  }

  private static BsonDocument member(BsonDocument document, int index) {
    BsonValue member = document.getArray("members").get(index);
    return member.asDocument();
  }
}
