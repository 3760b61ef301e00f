package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.LinkedHashMap;
import java.util.Map;

/// A member's line in the replica set's configuration.
///
/// @param priority 0 for a member that never becomes primary
/// @param hidden whether clients are not told of it
public record MemberSettings(
    int id, int port, double priority, boolean hidden, Map<String, String> tags) {

  /// Reads a line. Every member here is on this machine, has data and a vote.
  static MemberSettings parse(Doc line) {
    String host = String.valueOf(line.string("host"));
    Value votes = line.get("votes");
    boolean known = host.matches("(127\\.0\\.0\\.1|localhost):[0-9]{1,5}");
    if (!known || line.flag("arbiterOnly") || (votes != null && votes.asLong() != 1)) {
      throw ServerError.INVALID_REPLICA_SET_CONFIG.because(
          "the sandbox has no members on other hosts, without data or without a vote: " + line);
    }
    Value id = line.get("_id");
    Value priority = line.get("priority");
    Map<String, String> tags = new LinkedHashMap<>();
    Doc tagged = line.doc("tags");
    for (Field tag : tagged == null ? Doc.EMPTY : tagged) {
      tags.put(tag.name(), tag.value().string());
    }
    return new MemberSettings(
        id == null ? 0 : (int) id.asLong(),
        Integer.parseInt(host.substring(host.indexOf(':') + 1)),
        priority == null ? 1 : priority.asDouble(),
        line.flag("hidden"),
        tags);
  }

  /// Of a server that belongs to no set yet.
  public static MemberSettings alone(int port) {
    return new MemberSettings(0, port, 1, false, Map.of());
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  /// As `replSetGetConfig` shows it.
  Doc toConfig() {
    return new DocBuilder()
        .put("_id", id)
        .put("host", host())
        .put("arbiterOnly", false)
        .put("buildIndexes", true)
        .put("hidden", hidden)
        .put("priority", priority)
        .put("tags", tagsDoc())
        .put("slaveDelay", 0L)
        .put("votes", 1)
        .build();
  }

  Doc tagsDoc() {
    DocBuilder builder = new DocBuilder();
    tags.forEach(builder::put);
    return builder.build();
  }
}
