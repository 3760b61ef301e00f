package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.util.Map;

/// A member's line in the replica set's configuration.
///
/// @param priority 0 for a member that never becomes primary
/// @param hidden whether clients are not told of it
public record MemberSettings(
    int id, int port, double priority, boolean hidden, Map<String, String> tags) {

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
