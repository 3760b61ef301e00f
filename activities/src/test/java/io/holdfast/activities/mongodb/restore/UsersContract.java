package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.SecretRef;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of users and roles.
abstract class UsersContract extends RestoreContract {

  @BeforeEach
  void createUsers() {
    insert("a", "{_id: 1}");
    admin(
        rig().source(),
        "{createRole: 'looker', roles: [], privileges:"
            + " [{resource: {db: 'shop', collection: ''}, actions: ['find']}]}");
    admin(rig().source(), "{createUser: 'ann', pwd: 'a', roles: ['looker']}");
    rig()
        .source()
        .getDatabase("shop")
        .runCommand(json("{createUser: 'bob', pwd: 'b', roles: ['read']}"));
    admin(rig().target(), "{createUser: 'ann', pwd: 'old', roles: []}");
    admin(rig().target(), "{createUser: 'cid', pwd: 'c', roles: []}");
  }

  @AfterEach
  void dropUsers() {
    for (MongoClient client : List.of(rig().source(), rig().target())) {
      drop(client, "system.users", "user", "dropUser");
      drop(client, "system.roles", "role", "dropRole");
    }
  }

  private static void drop(MongoClient client, String collection, String name, String command) {
    for (BsonDocument found : documents(client, collection)) {
      client
          .getDatabase(found.getString("db").getValue())
          .runCommand(new BsonDocument(command, found.getString(name)));
    }
  }

  @Test
  void theTargetKeepsItsOwn() {
    rig().backup("users");

    assertThat(rig().restore(request(UsersPolicy.KEEP)).holds()).isTrue();
    assertThat(names(rig().target())).containsExactlyInAnyOrder("admin.ann", "admin.cid");
  }

  @Test
  void theTargetTakesTheBackups() {
    rig().backup("users");

    Proof proof = rig().restore(request(UsersPolicy.TAKE));

    assertThat(proof.examples()).isEmpty();
    assertThat(documents(rig().target(), "system.users"))
        .isEqualTo(documents(rig().source(), "system.users"))
        .hasSize(2);
    assertThat(documents(rig().target(), "system.roles"))
        .isEqualTo(documents(rig().source(), "system.roles"))
        .hasSize(1);
    assertThat(rig().target().getDatabase("admin").listCollectionNames())
        .noneMatch(name -> name.startsWith("holdfast"));
  }

  @Test
  void usersAreTakenAsOfThePointInTime() {
    Rig.Backing backing = rig().new Backing("users").dump();
    admin(rig().source(), "{createUser: 'dee', pwd: 'd', roles: []}");
    admin(rig().source(), "{updateUser: 'ann', roles: []}");
    rig().source().getDatabase("shop").runCommand(json("{dropUser: 'bob'}"));
    backing.complete();
    List<BsonDocument> then = documents(rig().source(), "system.users");
    admin(rig().source(), "{createUser: 'eve', pwd: 'e', roles: []}");

    assertThat(rig().restore(request(UsersPolicy.TAKE)).holds()).isTrue();
    assertThat(documents(rig().target(), "system.users")).isEqualTo(then);
    assertThat(names(rig().target())).containsExactlyInAnyOrder("admin.ann", "admin.dee");
  }

  @Test
  void usersAmongWhichHoldfastIsNotAreNotTaken() {
    admin(rig().target(), "{createUser: 'holdfast', pwd: '" + Rig.PASSWORD + "', roles: ['root']}");
    rig()
        .register(
            Rig.TARGET,
            servers().target().uri(),
            new Credentials("holdfast", "admin", new SecretRef("env:PASSWORD")));
    rig().backup("users");

    assertThatThrownBy(
            () -> rig().engine().prepare(rig().task(request(UsersPolicy.TAKE)), Heartbeat.none()))
        .hasMessageContaining("restore-keeps-access");
    assertThat(rig().restore(request(UsersPolicy.KEEP)).holds()).isTrue();
  }

  private static RestoreRequest request(UsersPolicy users) {
    return Rig.request(Rig.TARGET, "users", null, users);
  }

  private static void admin(MongoClient client, String command) {
    client.getDatabase("admin").runCommand(json(command));
  }

  private static List<BsonDocument> documents(MongoClient client, String collection) {
    return client
        .getDatabase("admin")
        .getCollection(collection, BsonDocument.class)
        .find()
        .sort(json("{_id: 1}"))
        .into(new ArrayList<>());
  }

  private static List<String> names(MongoClient client) {
    return documents(client, "system.users").stream()
        .map(user -> user.getString("_id").getValue())
        .toList();
  }
}
