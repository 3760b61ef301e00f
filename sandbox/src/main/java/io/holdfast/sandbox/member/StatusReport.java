package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.oplog.OpTime;
import java.util.ArrayList;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// What a member tells of its replica set, in the shapes of `hello`, `replSetGetStatus` and
/// `replSetGetConfig` of a 4.4 server.
public final class StatusReport {
  private StatusReport() {}

  /// The replica set's part of `hello`; `writable` is the name of the primary's flag.
  public static void hello(Member member, ReplicaSet set, String writable, DocBuilder reply) {
    List<String> hosts = new ArrayList<>();
    List<String> passives = new ArrayList<>();
    for (Peer other : set.members()) {
      MemberSettings settings = other.settings();
      if (!settings.hidden()) {
        (settings.priority() > 0 ? hosts : passives).add(settings.host());
      }
    }
    reply.putStrings("hosts", hosts);
    if (!passives.isEmpty()) {
      reply.putStrings("passives", passives);
    }
    reply
        .put("setName", set.name())
        .put("setVersion", (int) set.config().version())
        .put(writable, member.isPrimary())
        .put("secondary", member.role() == Role.SECONDARY);
    if (set.config().ofConfigServers()) {
      reply.put("configsvr", 2);
    }
    Peer primary = set.primary();
    if (primary != null) {
      reply.put("primary", primary.settings().host());
    }
    self(member.settings(), reply);
    if (member.isPrimary()) {
      reply.put("electionId", Values.objectId(electionId(set).toByteArray()));
    }
    reply.put("lastWrite", lastWrite(member, set));
  }

  private static void self(MemberSettings settings, DocBuilder reply) {
    if (settings.priority() == 0) {
      reply.put("passive", true);
    }
    if (settings.hidden()) {
      reply.put("hidden", true);
    }
    if (!settings.tags().isEmpty()) {
      reply.put("tags", settings.tagsDoc());
    }
    reply.put("me", settings.host());
  }

  /// The server's election id: the greatest prefix, then the term.
  public static ObjectId electionId(ReplicaSet set) {
    return new ObjectId("7fffffff%016x".formatted(set.term()));
  }

  private static Doc lastWrite(Member member, ReplicaSet set) {
    OpTime committed = min(set.committed(), member.applied());
    return new DocBuilder()
        .put("opTime", member.applied().toDoc())
        .putDate("lastWriteDate", member.applied().seconds() * 1000)
        .put("majorityOpTime", committed.toDoc())
        .putDate("majorityWriteDate", committed.seconds() * 1000)
        .build();
  }

  private static OpTime min(OpTime left, OpTime right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  public static void status(Member member, ReplicaSet set, long now, DocBuilder reply) {
    Peer primary = set.primary();
    boolean following = primary != null && !primary.equals(member);
    reply
        .put("set", set.name())
        .putDate("date", now)
        .put("myState", member.role().state())
        .put("term", set.term());
    source(following ? primary : null, reply);
    int voters = set.members().size();
    reply
        .put("heartbeatIntervalMillis", 2000L)
        .put("majorityVoteCount", set.majority())
        .put("writeMajorityCount", set.majority())
        .put("votingMembersCount", voters)
        .put("writableVotingMembersCount", voters)
        .put("optimes", optimes(member, set))
        .putTimestamp("lastStableRecoveryTimestamp", set.committed().ts())
        .putDocs(
            "members",
            set.members().stream().map(other -> member(member, other, set, now)).toList());
  }

  private static void source(@Nullable Peer source, DocBuilder reply) {
    reply
        .put("syncSourceHost", source == null ? "" : source.settings().host())
        .put("syncSourceId", source == null ? -1 : source.settings().id());
  }

  private static Doc optimes(Member member, ReplicaSet set) {
    OpTime committed = min(set.committed(), member.applied());
    long committedWall = committed.seconds() * 1000;
    return new DocBuilder()
        .put("lastCommittedOpTime", committed.toDoc())
        .putDate("lastCommittedWallTime", committedWall)
        .put("readConcernMajorityOpTime", committed.toDoc())
        .putDate("readConcernMajorityWallTime", committedWall)
        .put("appliedOpTime", member.applied().toDoc())
        .put("durableOpTime", member.applied().toDoc())
        .putDate("lastAppliedWallTime", member.appliedWall())
        .putDate("lastDurableWallTime", member.appliedWall())
        .build();
  }

  private static Doc member(Member asked, Peer other, ReplicaSet set, long now) {
    boolean self = other.equals(asked);
    OpTime optime = other.isUp() ? other.applied() : OpTime.NONE;
    DocBuilder line =
        new DocBuilder()
            .put("_id", other.settings().id())
            .put("name", other.settings().host())
            .put("health", other.isUp() ? 1.0 : 0.0)
            .put("state", other.role().state())
            .put("stateStr", other.role().text())
            .put("uptime", other.isUp() ? other.uptimeSeconds() : 0)
            .put("optime", optime.toDoc());
    if (!self) {
      line.put("optimeDurable", optime.toDoc());
    }
    line.putDate("optimeDate", optime.seconds() * 1000);
    if (!self) {
      line.putDate("optimeDurableDate", optime.seconds() * 1000)
          .putDate("lastHeartbeat", now)
          .putDate("lastHeartbeatRecv", now)
          .put("pingMs", 0L)
          .put("lastHeartbeatMessage", other.isUp() ? "" : "Error connecting");
    }
    Peer primary = set.primary();
    source(other.isPrimary() || !other.isUp() ? null : primary, line);
    line.put("infoMessage", "");
    if (other.isPrimary()) {
      line.putTimestamp("electionTime", set.election().timestamp())
          .putDate("electionDate", set.election().millis());
    }
    line.put("configVersion", (int) set.config().version())
        .put("configTerm", (int) set.config().term());
    if (self) {
      line.put("self", true).put("lastHeartbeatMessage", "");
    }
    return line.build();
  }
}
