package io.holdfast.activities.mongodb.member;

import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt64;

/// A replica set's configuration as it is now, with the term that the set is in.
public final class SetConfiguration {
  private static final String TERM = "term";

  private SetConfiguration() {}

  /// A configuration that was written into a set's files has no term of its own, and others only
  /// that of their last change; a set's own is never before either.
  ///
  /// @param run a command without arguments, on the member that answers for the set
  /// @return as `replSetGetConfig` has it
  public static BsonDocument of(Function<String, BsonDocument> run) {
    BsonDocument configuration = run.apply("replSetGetConfig").getDocument("config");
    BsonDocument status = run.apply("replSetGetStatus");
    return status.isNumber(TERM)
        ? configuration.append(TERM, new BsonInt64(status.getNumber(TERM).longValue()))
        : configuration;
  }
}
