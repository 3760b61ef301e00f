package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.LoadConcern;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// Replaces a target's users and roles, by way of temporary collections and the server's internal
/// command `_mergeAuthzCollections`, which mongorestore uses too.
final class UsersMerge {
  private static final Namespace USERS = new Namespace(Target.ADMIN, "holdfast.users");
  private static final Namespace ROLES = new Namespace(Target.ADMIN, "holdfast.roles");

  private final Target target;

  UsersMerge(Target target) {
    this.target = target;
  }

  void replaceBy(List<RawDocument> users, List<RawDocument> roles) {
    var _ =
        target.doing(
            "Merging users and roles",
            () -> {
              try {
                fill(USERS, users);
                fill(ROLES, roles);
                return target.change(Target.ADMIN, merge());
              } finally {
                // They hold what passwords are checked against: not to be left behind.
                Commands.dropIfThere(target, USERS);
                Commands.dropIfThere(target, ROLES);
              }
            });
  }

  private void fill(Namespace temporary, List<RawDocument> documents) {
    Commands.dropIfThere(target, temporary);
    Commands.create(target, temporary, new BsonDocument());
    InsertBatch batch =
        new InsertBatch(target, CollectionAt.plain(temporary), InsertBatch.room(1), count -> {});
    documents.forEach(batch::add);
    batch.finish(LoadConcern.MAJORITY);
  }

  private static BsonDocument merge() {
    return new BsonDocument("_mergeAuthzCollections", new BsonInt32(1))
        .append("tempUsersCollection", new BsonString(USERS.toString()))
        .append("tempRolesCollection", new BsonString(ROLES.toString()))
        .append("db", new BsonString(""))
        .append("drop", BsonBoolean.TRUE);
  }
}
