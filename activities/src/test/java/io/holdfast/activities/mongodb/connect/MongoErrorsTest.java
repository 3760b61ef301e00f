package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MongoErrorsTest {
  private static final ServerAddress SERVER = new ServerAddress("127.0.0.1", 27017);

  @Test
  void aMissingPrivilegeNamesCommandAndDatabase() {
    HoldfastException e =
        MongoErrors.translate(
            refused(
                13,
                "Unauthorized",
                "not authorized on shop to execute command { find: \"orders\", filter: { name:"
                    + " \"Ann\" } }"),
            "The dump of shop.orders");

    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(e.message()).contains("The dump of shop.orders").contains("'find'").contains("shop");
    assertThat(e.message()).doesNotContain("Ann");
  }

  @Test
  void aShardThatTakesNothingPastTheRoutersNamesTheRole() {
    HoldfastException e =
        MongoErrors.translate(
            refused(
                13,
                "Unauthorized",
                "You are connecting to a sharded cluster improperly by connecting directly to a"
                    + " shard. Please connect to the cluster via a router (mongos)."),
            "The look");

    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(e.message()).contains("127.0.0.1:27017", "past the routers");
    assertThat(e.hint()).contains("directShardOperations");
  }

  @Test
  void aRefusedLoginIsAccessDenied() {
    MongoCredential credential =
        MongoCredential.createCredential("me", "admin", "s3cret".toCharArray());
    HoldfastException e =
        MongoErrors.translate(
            new MongoSecurityException(
                credential,
                "Exception authenticating",
                refused(18, "AuthenticationFailed", "Authentication failed.")),
            "The look");

    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(e.message()).contains("log in").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "43, CursorNotFound, SOURCE_LOST",
    "237, CursorKilled, SOURCE_LOST",
    "11600, InterruptedAtShutdown, SOURCE_LOST",
    "11602, InterruptedDueToReplStateChange, SOURCE_LOST",
    "89, NetworkTimeout, DATABASE_UNREACHABLE",
    "134, ReadConcernMajorityNotAvailableYet, DATABASE_UNREACHABLE",
    "59, CommandNotFound, INTERNAL_ERROR",
    "11000, DuplicateKey, INTERNAL_ERROR"
  })
  void theCodeOfTheServerDecides(int code, String name, ErrorCode expected) {
    HoldfastException e =
        MongoErrors.translate(refused(code, name, "dup key: { name: \"Ann\" }"), "It");

    assertThat(e.code()).isEqualTo(expected);
    assertThat(e.message()).contains(name).doesNotContain("Ann");
  }

  @Test
  void aRouterThatFindsNobodyOfASetNamesTheSet() {
    HoldfastException e =
        MongoErrors.translate(
            refused(
                133,
                "FailedToSatisfyReadPreference",
                "Could not find host matching read preference { mode: \"nearest\" } for set cfg"),
            "The look");

    assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    assertThat(e.message())
        .isEqualTo(
            "The look could not reach the database: the router finds nobody of the replica set 'cfg'.");
  }

  @Test
  void aBrokenSocketIsUnreachable() {
    HoldfastException e =
        MongoErrors.translate(new MongoSocketReadException("closed", SERVER), "It");

    assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
  }

  private static MongoCommandException refused(int code, String name, String message) {
    return new MongoCommandException(
        new BsonDocument("ok", new BsonInt32(0))
            .append("code", new BsonInt32(code))
            .append("codeName", new BsonString(name))
            .append("errmsg", new BsonString(message)),
        SERVER);
  }
}
