package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import java.util.List;
import java.util.Map;

/// What answers the commands that come in over connections.
@FunctionalInterface
public interface Endpoint {
  /// The reply to a command; a refusal is a reply, too.
  ///
  /// @param sequences the documents that came in sections beside the command
  Doc run(ClientState client, Doc body, Map<String, List<Doc>> sequences);
}
