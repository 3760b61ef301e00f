package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// A replica set's configuration, as it stands in `local.system.replset`, and what of it is acted
/// upon here.
///
/// @param electionTimeout how long the set is without a primary before there is an election
/// @param doc all of it, with the defaults that the server fills in
public record SetConfig(
    String name, long version, Duration electionTimeout, List<MemberSettings> members, Doc doc) {
  private static final String TIMEOUT = "electionTimeoutMillis";
  private static final String SET_ID = "replicaSetId";

  /// The server's `ReplSetConfig` and its documentation of `rs.conf()`.
  private static final Doc DEFAULTS =
      new DocBuilder()
          .put("chainingAllowed", true)
          .put("heartbeatIntervalMillis", 2000)
          .put("heartbeatTimeoutSecs", 10)
          .put(TIMEOUT, 10_000)
          .put("catchUpTimeoutMillis", -1)
          .put("catchUpTakeoverDelayMillis", 30_000)
          .put("getLastErrorModes", Doc.EMPTY)
          .put("getLastErrorDefaults", new DocBuilder().put("w", 1).put("wtimeout", 0).build())
          .build();

  /// A new set's.
  public static SetConfig of(String name, List<MemberSettings> members, Duration electionTimeout) {
    return new SetConfig(
        name, 1, electionTimeout, List.copyOf(members), complete(Doc.EMPTY, name, members));
  }

  /// Reads one that somebody has written.
  ///
  /// @throws io.holdfast.sandbox.error.CommandFailure InvalidReplicaSetConfig when it is another
  ///   set's, or has members that cannot be here
  public static SetConfig parse(Doc config, String name) {
    Value listed = config.get("members");
    List<MemberSettings> members =
        listed == null
            ? List.of()
            : listed.doc().values().stream()
                .map(member -> MemberSettings.parse(member.doc()))
                .toList();
    if (!name.equals(config.string("_id")) || members.isEmpty()) {
      throw ServerError.INVALID_REPLICA_SET_CONFIG.because(
          "a configuration of the set '%s' was expected: %s".formatted(name, config));
    }
    Doc complete = complete(config, name, members);
    Value timeout = Objects.requireNonNull(settings(complete).get(TIMEOUT), TIMEOUT);
    Value version = Objects.requireNonNull(complete.get("version"), "version");
    return new SetConfig(
        name, version.asLong(), Duration.ofMillis(timeout.asLong()), members, complete);
  }

  private static Doc complete(Doc given, String name, List<MemberSettings> members) {
    DocBuilder builder = new DocBuilder().put("_id", name);
    builder.put("version", or(given.get("version"), Value.of(1)));
    builder.put("term", or(given.get("term"), Value.of(1)));
    if (given.flag("configsvr")) {
      builder.put("configsvr", true);
    }
    return builder
        .put("protocolVersion", 1L)
        .put("writeConcernMajorityJournalDefault", true)
        .putDocs("members", members.stream().map(MemberSettings::toConfig).toList())
        .put("settings", completeSettings(settings(given)))
        .build();
  }

  private static Doc completeSettings(Doc given) {
    DocBuilder builder = new DocBuilder();
    for (Field standard : DEFAULTS) {
      builder.put(standard.name(), or(given.get(standard.name()), standard.value()));
    }
    Value id = given.get(SET_ID);
    return builder
        .put(SET_ID, id == null ? Values.objectId(new ObjectId().toByteArray()) : id)
        .build();
  }

  private static Doc settings(Doc config) {
    return Objects.requireNonNullElse(config.doc("settings"), Doc.EMPTY);
  }

  private static Value or(@Nullable Value given, Value otherwise) {
    return given == null ? otherwise : given;
  }

  /// The member that listens at a port of this machine.
  public MemberSettings at(int port) {
    return members.stream()
        .filter(member -> member.port() == port)
        .findFirst()
        .orElseThrow(
            () ->
                ServerError.INVALID_REPLICA_SET_CONFIG.because(
                    "No host described in new configuration maps to this node: port " + port));
  }

  /// Whether it is of the config servers of a cluster.
  public boolean ofConfigServers() {
    return doc.flag("configsvr");
  }

  long term() {
    return Objects.requireNonNull(doc.get("term"), "term").asLong();
  }
}
