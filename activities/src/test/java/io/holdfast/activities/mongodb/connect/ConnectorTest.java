package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.secret.Secrets;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SecretRef;
import io.holdfast.workflows.model.InstanceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorTest {
  private static final String URI = "mongodb://127.0.0.1:1/?replicaSet=rs0";

  @Test
  void aMissingVariableIsNamed() {
    Connector connector = new Connector(name -> null);

    assertThatThrownBy(() -> connector.deployment(instance(URI, "env:SHOP_PASSWORD")))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED))
        .hasMessageContaining("env:SHOP_PASSWORD");
  }

  @Test
  void anUnreadableFileIsNamed(@TempDir Path folder) {
    Path absent = folder.resolve("absent");
    Connector connector = new Connector(name -> null);

    assertThatThrownBy(() -> connector.member(instance(URI, "file:" + absent), "127.0.0.1:1"))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED))
        .hasMessageContaining("file:" + absent);
  }

  @Test
  void theFirstLineOfAFileIsTheSecret(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret\nsecond line\n");

    assertThat(new Secrets(name -> null).resolve("The password", new SecretRef("file:" + file)))
        .isEqualTo("s3cret");
  }

  @Test
  void aVariableIsTakenAsItIs() {
    assertThat(
            new Secrets(Map.of("P", " s3cret ")::get)
                .resolve("The password", new SecretRef("env:P")))
        .isEqualTo(" s3cret ");
  }

  @Test
  void aPasswordInTheConnectionStringIsRefusedAndNotRepeated() {
    Connector connector = new Connector(name -> null);

    assertThatThrownBy(() -> connector.deployment(instance("mongodb://me:s3cret@h/", null)))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SECRET_IN_URL))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aConnectionStringThatCannotBeReadIsRefusedAndNotRepeated() {
    Connector connector = new Connector(name -> null);

    assertThatThrownBy(() -> connector.deployment(instance("mongodb://me:s3:cret@h:x/", null)))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED))
        .hasMessageNotContaining("s3");
  }

  @Test
  void aMemberThatIsDownIsUnreachableAndTheReasonIsTold() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    Instance instance = instance(URI + "&serverSelectionTimeoutMS=500", null);
    try (MongoClient client =
        new Connector(name -> null).member(instance, "127.0.0.1:" + closedPort)) {

      assertThatThrownBy(
              () ->
                  client
                      .getDatabase("admin")
                      .runCommand(new BsonDocument("hello", new BsonInt32(1))))
          .isInstanceOfSatisfying(
              MongoException.class,
              e -> {
                HoldfastException translated = MongoErrors.translate(e, "The look");
                assertThat(translated.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
                assertThat(translated.message()).contains("The look").contains("refused");
              });
    }
  }

  private static Instance instance(String uri, @Nullable String secret) {
    Credentials credentials =
        secret == null ? null : new Credentials("holdfast", "admin", new SecretRef(secret));
    return new Instance(
        Instance.FORMAT,
        new InstanceId("shop"),
        Engine.MONGODB,
        uri,
        credentials,
        "",
        Instant.EPOCH);
  }
}
