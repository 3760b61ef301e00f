package io.holdfast.activities.mongodb.connect;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// Asks one host, without logging in, why it cannot be used: is there such a host, does it listen,
/// does it speak TLS as we do, is it in the replica set that was named, and ready?
final class HostCheck {
  static final int PATIENCE_SECONDS = 3;

  private static final int PATIENCE_MILLIS = PATIENCE_SECONDS * 1_000;

  private final SSLContext tls;
  private final boolean wantsTls;
  private final String wantedSet;

  /// @param tls what handshakes are tried with
  /// @param wantsTls whether the connection string asks for TLS
  /// @param wantedSet the replica set that the connection string names; empty for none
  HostCheck(SSLContext tls, boolean wantsTls, String wantedSet) {
    this.tls = tls;
    this.wantsTls = wantsTls;
    this.wantedSet = wantedSet;
  }

  /// What was found at a host.
  ///
  /// @param set the name of the replica set that it belongs to; empty where that is not known
  record Finding(Obstacle obstacle, String host, String set, String wantedSet) {
    String text() {
      return obstacle.describe(host, set, wantedSet);
    }
  }

  /// @param client of this host alone, without credentials and whatever its replica set
  /// @param plain the same without TLS
  /// @return nothing where no obstacle was found
  Optional<Finding> look(ServerAddress address, MongoClient client, Supplier<MongoClient> plain) {
    Obstacle closed = knock(address);
    if (closed != null) {
      return found(closed, address, "");
    }
    try {
      return judge(address, hello(client));
    } catch (MongoSecurityException e) {
      // It answers; who may log in is another question.
      return Optional.empty();
    } catch (MongoException e) {
      return found(unanswered(address, client, plain), address, "");
    }
  }

  private Optional<Finding> found(Obstacle obstacle, ServerAddress address, String set) {
    return Optional.of(new Finding(obstacle, address.toString(), set, wantedSet));
  }

  private static @Nullable Obstacle knock(ServerAddress address) {
    InetSocketAddress at = new InetSocketAddress(address.getHost(), address.getPort());
    if (at.isUnresolved()) {
      return Obstacle.UNKNOWN_HOST;
    }
    try (Socket socket = new Socket()) {
      socket.connect(at, PATIENCE_MILLIS);
      return null;
    } catch (ConnectException e) {
      return Obstacle.REFUSED;
    } catch (IOException e) {
      return Obstacle.SILENT;
    }
  }

  private static BsonDocument hello(MongoClient client) {
    return client
        .getDatabase("admin")
        .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
  }

  private Obstacle unanswered(
      ServerAddress address, MongoClient client, Supplier<MongoClient> plain) {
    if (!wantsTls) {
      return speaksTls(address) ? Obstacle.TLS_WANTED : Obstacle.SILENT;
    }
    Obstacle fault =
        client.getClusterDescription().getServerDescriptions().stream()
            .map(ServerDescription::getException)
            .map(TlsFaults::obstacle)
            .findFirst()
            .orElse(Obstacle.SILENT);
    return switch (fault) {
      // Whoever takes a handshake for a long message waits for the rest of it.
      case SILENT, HANDSHAKE -> speaksPlain(plain) ? Obstacle.NO_TLS : fault;
      default -> fault;
    };
  }

  private static boolean speaksPlain(Supplier<MongoClient> plain) {
    try (MongoClient client = plain.get()) {
      return !hello(client).isEmpty();
    } catch (MongoException e) {
      return false;
    }
  }

  /// A server that does not answer plain messages but shows a certificate, trusted or not, wants
  /// TLS.
  private boolean speaksTls(ServerAddress address) {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
      plain.setSoTimeout(PATIENCE_MILLIS);
      try (SSLSocket socket =
          (SSLSocket)
              tls.getSocketFactory()
                  .createSocket(plain, address.getHost(), address.getPort(), true)) {
        socket.startHandshake();
        return true;
      }
    } catch (SSLHandshakeException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Finding> judge(ServerAddress address, BsonDocument hello) {
    String set = hello.getString("setName", new BsonString("")).getValue();
    if (hello.containsKey("isreplicaset")) {
      return found(Obstacle.NOT_INITIATED, address, set);
    }
    if (!wantedSet.isEmpty() && !set.equals(wantedSet)) {
      boolean router = hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
      Obstacle other = set.isEmpty() ? Obstacle.NO_SET : Obstacle.OTHER_SET;
      return found(router ? Obstacle.ROUTER : other, address, set);
    }
    boolean ready = isTrue(hello, "isWritablePrimary") || isTrue(hello, "secondary");
    return set.isEmpty() || ready ? Optional.empty() : found(Obstacle.NOT_READY, address, set);
  }

  private static boolean isTrue(BsonDocument hello, String field) {
    return hello.getBoolean(field, BsonBoolean.FALSE).getValue();
  }
}
