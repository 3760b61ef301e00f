package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Users and roles, and logging in.
public interface UserContract extends ServerContract {

  private BsonDocument stored(String collection, String id) {
    return Objects.requireNonNull(
        server()
            .client()
            .getDatabase("admin")
            .getCollection(collection, BsonDocument.class)
            .find(new Document("_id", id))
            .first());
  }

  private static void createUser(MongoDatabase db, String name, String password) {
    db.runCommand(
        new Document("createUser", name)
            .append("pwd", password)
            .append("roles", List.of("readWrite"))
            .append("customData", new Document("team", "a")));
  }

  @Test
  default void aUserIsADocument() {
    MongoDatabase db = server().database();
    createUser(db, "ann", "secret");
    try {
      BsonDocument user = stored("system.users", db.getName() + ".ann");
      assertThat(user.keySet())
          .containsExactly("_id", "userId", "user", "db", "credentials", "customData", "roles");
      assertThat(user.getDocument("credentials").keySet())
          .containsExactly("SCRAM-SHA-1", "SCRAM-SHA-256");
      assertThat(user.getDocument("credentials").getDocument("SCRAM-SHA-256").keySet())
          .containsExactly("iterationCount", "salt", "storedKey", "serverKey");
      Document shown =
          db.runCommand(new Document("usersInfo", "ann"))
              .getList("users", Document.class)
              .getFirst();
      assertThat(shown).doesNotContainKey("credentials").containsKeys("mechanisms", "roles");
    } finally {
      db.runCommand(new Document("dropUser", "ann"));
    }
  }

  @Test
  default void aUserLogsInWithTheRightPasswordOnly() {
    MongoDatabase db = server().database();
    createUser(db, "bob", "pass,=word");
    try {
      try (MongoClient client = client(db.getName(), "bob", "pass,=word")) {
        Document status =
            client.getDatabase(db.getName()).runCommand(new Document("connectionStatus", 1));
        assertThat(
                status
                    .get("authInfo", Document.class)
                    .getList("authenticatedUsers", Document.class))
            .containsExactly(new Document("user", "bob").append("db", db.getName()));
      }
      try (MongoClient client = client(db.getName(), "bob", "wrong")) {
        assertThatThrownBy(
                () -> client.getDatabase(db.getName()).runCommand(new Document("ping", 1)))
            .isInstanceOf(MongoSecurityException.class);
      }
    } finally {
      db.runCommand(new Document("dropUser", "bob"));
    }
  }

  private MongoClient client(String db, String user, String password) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(server().uri()))
            .credential(MongoCredential.createCredential(user, db, password.toCharArray()))
            .build());
  }

  @Test
  default void rolesAreGrantedAndKept() {
    MongoDatabase db = server().database();
    db.runCommand(
        new Document("createRole", "looker")
            .append(
                "privileges",
                List.of(
                    new Document(
                            "resource", new Document("db", db.getName()).append("collection", ""))
                        .append("actions", List.of("find"))))
            .append("roles", List.of()));
    createUser(db, "cid", "x");
    try {
      db.runCommand(new Document("grantRolesToUser", "cid").append("roles", List.of("looker")));
      assertThat(stored("system.users", db.getName() + ".cid").getArray("roles")).hasSize(2);
      assertThat(stored("system.roles", db.getName() + ".looker").keySet())
          .containsExactly("_id", "role", "db", "privileges", "roles");
      Document info = db.runCommand(new Document("rolesInfo", "looker"));
      assertThat(info.getList("roles", Document.class)).hasSize(1);
    } finally {
      db.runCommand(new Document("dropUser", "cid"));
      db.runCommand(new Document("dropRole", "looker"));
    }
  }

  @Test
  default void aSecondUserOfTheNameIsRefused() {
    MongoDatabase db = server().database();
    createUser(db, "dan", "x");
    try {
      assertThatThrownBy(() -> createUser(db, "dan", "y"))
          .isInstanceOfSatisfying(
              MongoCommandException.class,
              refused -> assertThat(refused.getErrorCode()).isEqualTo(51003));
    } finally {
      db.runCommand(new Document("dropUser", "dan"));
    }
  }

  @Test
  default void usersOfATemporaryCollectionAreMerged() {
    MongoDatabase db = server().database();
    createUser(db, "eve", "x");
    Document eve =
        Objects.requireNonNull(
            server()
                .client()
                .getDatabase("admin")
                .getCollection("system.users")
                .find(new Document("_id", db.getName() + ".eve"))
                .first());
    db.runCommand(new Document("dropUser", "eve"));
    MongoDatabase admin = server().client().getDatabase("admin");
    admin.getCollection("tempusers").insertOne(eve);
    try {
      server()
          .admin(
              new Document("_mergeAuthzCollections", 1)
                  .append("tempUsersCollection", "admin.tempusers")
                  .append("db", db.getName())
                  .append("drop", false));
      assertThat(stored("system.users", db.getName() + ".eve")).isNotEmpty();
    } finally {
      admin.getCollection("tempusers").drop();
      db.runCommand(new Document("dropUser", "eve"));
    }
  }
}
