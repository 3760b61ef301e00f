package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.ValidationOptions;
import io.holdfast.activities.mongodb.GuardedSet;
import io.holdfast.activities.mongodb.privilege.GuideRoles;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.SecretRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.UsersPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide's roles on a real server with users: each is enough for its work, and what is missing
/// of it is told before the work begins. One server is source and target in turn.
class PrivilegesIT extends RestoreContract {
  @TempDir private static Path folder;
  @AutoClose private static GuardedSet set;
  private static Map<String, BsonDocument> roles;

  @BeforeAll
  static void start() throws Exception {
    set = GuardedSet.start(folder);
    roles = GuideRoles.read();
  }

  @Override
  Servers servers() {
    return new Servers(set, set);
  }

  @BeforeEach
  void makeUsers() {
    BsonDocument known =
        rig().source().getDatabase("admin").runCommand(json("{rolesInfo: 1}"), BsonDocument.class);
    if (known.getArray("roles").isEmpty()) {
      roles.values().stream()
          // Buckets are not known here: the server has no time series.
          .filter(role -> !role.toString().contains("system_buckets"))
          .forEach(
              role -> {
                rig().source().getDatabase("admin").runCommand(role);
                String name = role.getString("createRole").getValue();
                admin(
                    "{createUser: '%s', pwd: '%s', roles: ['%s']}"
                        .formatted(name, GuardedSet.PASSWORD, name));
              });
    }
  }

  @Test
  void theRolesOfTheGuideAreEnough() {
    as(Rig.SOURCE, "holdfastBackup");
    fill();
    Rig.Backing backing = rig().new Backing("nightly").dump();
    changeMeanwhile();
    BackupHeader backup = backing.complete();

    as(Rig.TARGET, "holdfastCompare");
    assertThat(compare().holds()).isTrue();

    rig().source().getDatabase("shop").drop();
    as(Rig.TARGET, "holdfastRestore");
    Proof proof = rig().restore(Rig.request("nightly"));
    assertThat(proof.examples()).isEmpty();
    assertThat(Contents.of(rig().target()))
        .isEqualTo(Contents.at(rig().source(), backup.pointInTime()));

    as(Rig.TARGET, "holdfastRestoreWithUsers");
    Proof users =
        rig().restore(Rig.request(Rig.TARGET, "nightly", Rig.TARGET.value(), UsersPolicy.TAKE));
    assertThat(users.examples()).isEmpty();
  }

  private void fill() {
    insert("a", "{_id: 1}", "{_id: 2, x: 1, none: {$timestamp: {t: 0, i: 0}}}");
    shop().getCollection("a").createIndex(json("{x: 1}"));
    shop().createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(65536));
    insert("log", "{_id: 1}");
    insert("strict", "{_id: 'before the validator'}");
    shop()
        .runCommand(
            new Document("collMod", "strict")
                .append("validator", new Document("x", new Document("$exists", true))));
    shop()
        .createCollection(
            "valid",
            new CreateCollectionOptions()
                .validationOptions(new ValidationOptions().validator(json("{x: {$type: 'int'}}"))));
    shop().createView("v", "a", List.of(new Document("$match", new Document("x", 1))));
    insert("system.js", "{_id: 'f', value: {$code: 'function() { return 1; }'}}");
  }

  private void changeMeanwhile() {
    update("a", "{_id: 1}", "{$set: {y: 1}}");
    delete("a", "{_id: 2}");
    insert("late", "{_id: 1}");
    shop().getCollection("late").createIndex(json("{y: -1}"));
    rename("shop.late", "shop.later", false);
    MongoCollection<BsonDocument> a = shop().getCollection("a", BsonDocument.class);
    try (ClientSession session = rig().source().startSession()) {
      session.startTransaction();
      a.insertOne(session, json("{_id: 3}"));
      session.commitTransaction();
    }
  }

  @Test
  void whatABackupLacksIsToldBeforeItBegins() {
    eachMissing("holdfastBackup", Rig.SOURCE, () -> rig().new Backing("refused"));
  }

  @Test
  void whatARestoreLacksIsToldBeforeAnythingIsTouched() {
    insert("a", "{_id: 1}");
    as(Rig.SOURCE, "holdfastBackup");
    rig().backup("nightly");

    eachMissing(
        "holdfastRestore",
        Rig.TARGET,
        () -> rig().engine().plan(Rig.request(Rig.TARGET, "nightly", "target", UsersPolicy.KEEP)));

    assertThat(Contents.of(rig().target())).hasSize(1);
  }

  /// Takes each privilege of a role away, one after the other.
  private void eachMissing(String role, InstanceId instance, ThrowingCallable work) {
    admin("{createUser: 'poor', pwd: '%s', roles: ['%s']}".formatted(GuardedSet.PASSWORD, role));
    as(instance, "poor");
    BsonArray whole = Objects.requireNonNull(roles.get(role)).getArray("privileges");
    try {
      for (int i = 0; i < whole.size(); i++) {
        BsonArray actions = whole.get(i).asDocument().getArray("actions");
        for (BsonValue action : actions) {
          updateRole(role, GuideRoles.without(whole, i, action));

          HoldfastException e = catchThrowableOfType(HoldfastException.class, work);

          assertThat(e).as("without %s", action).isNotNull();
          assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
          assertThat(e.message())
              .startsWith("The user 'poor' of instance '%s' lacks '".formatted(instance))
              .contains("'" + action.asString().getValue() + "' on ");
        }
      }
    } finally {
      updateRole(role, whole);
      admin("{dropUser: 'poor'}");
    }
  }

  private void updateRole(String role, BsonArray privileges) {
    rig()
        .source()
        .getDatabase("admin")
        .runCommand(
            new BsonDocument("updateRole", new BsonString(role)).append("privileges", privileges));
  }

  private Proof compare() {
    CompareRequest request =
        new CompareRequest(
            new OperationId(Rig.TARGET, Ulid.random(Instant.now())),
            Rig.SOURCE,
            rig().repository().catalogue().backups(Rig.SOURCE).getFirst().backup().name());
    CompareTask task = rig().comparison().admit(request);
    return rig().comparison().compare(task, Heartbeat.none());
  }

  private void as(InstanceId instance, String user) {
    rig()
        .register(
            instance,
            set.strangersUri(),
            new Credentials(user, "admin", new SecretRef("env:PASSWORD")));
  }

  private void admin(String command) {
    var _ = GuardedSet.run(rig().source(), command);
  }
}
