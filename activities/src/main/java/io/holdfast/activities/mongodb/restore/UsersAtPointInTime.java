package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.restore.UsersPolicy;
import org.bson.BsonString;

/// The users and roles of the backup as they were at the point in time, and what becomes of them.
final class UsersAtPointInTime {
  private final RestoreSession session;
  private final Snapshot snapshot;

  UsersAtPointInTime(RestoreSession session, Snapshot snapshot) {
    this.session = session;
    this.snapshot = snapshot;
  }

  private boolean taken() {
    return session.task().request().users() == UsersPolicy.TAKE;
  }

  /// Refuses to take over users among which is not the one that Holdfast logs in with: after that
  /// nothing could be proven any more.
  ///
  /// @throws HoldfastException VALIDATION_FAILED
  void requireAccessKept() {
    Credentials login = session.target().instance().credentials();
    if (!taken() || login == null) {
      return;
    }
    BsonString id = new BsonString(login.authDatabase() + "." + login.username());
    boolean kept =
        snapshot.access(Scope.USERS).stream().anyMatch(user -> id.equals(user.get("_id")));
    if (!kept) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          ("The backup's users are to replace those of instance '%s', but the user that Holdfast"
                  + " logs in with is not among them. (Rule restore-keeps-access.)")
              .formatted(session.task().request().target()),
          "Keep the target's users, or register the instance with a user that the backup has.");
    }
  }

  /// Puts the backup's users and roles in the place of the target's, if that is the policy, by the
  /// command that mongorestore uses for it. Idempotent.
  void merge() {
    if (taken()) {
      new UsersMerge(session.target())
          .replaceBy(snapshot.access(Scope.USERS), snapshot.access(Scope.ROLES));
    }
  }
}
