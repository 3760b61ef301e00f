package io.holdfast.activities.mongodb.connect;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterSettings;
import io.holdfast.activities.secret.Secrets;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.instance.SecretRef;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Builds clients for registered instances. The one place that knows timeouts and credentials.
///
/// Building a client does not connect: errors of the deployment come with the first command, as
/// `MongoException`s for [MongoErrors]. Close what you got. Safe for many threads.
public final class Connector {
  /// The name by which a server's log and `currentOp` show Holdfast.
  public static final String APPLICATION = "holdfast";

  /// Temporal retries; an activity need not wait longer than a person would.
  private static final int SELECTION_SECONDS = 10;

  private static final int CONNECT_SECONDS = 10;

  /// A batch of 16 MiB from a busy disk takes seconds. A server that says nothing for this long is
  /// gone, however open its socket looks.
  private static final int MEMBER_READ_SECONDS = 120;

  private final Secrets secrets;
  private final Unsealing unsealing;

  /// For instances without sealed passwords.
  ///
  /// @param environment the process's environment variables, or a test's
  public Connector(Function<String, @Nullable String> environment) {
    this(environment, Unsealing.NONE);
  }

  /// @param environment the process's environment variables, or a test's
  public Connector(Function<String, @Nullable String> environment, Unsealing unsealing) {
    this.secrets = new Secrets(environment);
    this.unsealing = unsealing;
  }

  /// A client for the whole deployment, which follows its primary. It has no read timeout, because
  /// an index build answers after hours.
  ///
  /// @throws HoldfastException VALIDATION_FAILED, SECRET_IN_URL, ACCESS_DENIED (the password cannot
  ///   be found) or KEY_MISSING (it is sealed with a key that is not here)
  public MongoClient deployment(Instance instance) {
    MongoClientSettings.Builder settings = settings(instance).retryWrites(true);
    boolean oneMember =
        Boolean.TRUE.equals(new ConnectionString(instance.connectionString()).isDirectConnection());
    if (!oneMember) {
      // A single host is a seed like any other: the rest of its replica set is found through it.
      settings.applyToClusterSettings(cluster -> cluster.mode(ClusterConnectionMode.MULTIPLE));
    }
    return MongoClients.create(settings.build());
  }

  /// A client for one member only, whatever its role. It repeats nothing by itself.
  ///
  /// @param address `host:port`
  /// @throws HoldfastException as [#deployment]
  public MongoClient member(Instance instance, String address) {
    return direct(instance, address, MEMBER_READ_SECONDS);
  }

  /// As [#member], but it waits for an answer as long as that takes: for the extension of a backup
  /// cursor, which takes the server down when it is cut short.
  public MongoClient patient(Instance instance, String address) {
    return direct(instance, address, 0);
  }

  private MongoClient direct(Instance instance, String address, int readSeconds) {
    MongoClientSettings.Builder settings = settings(instance);
    // A fresh set, because a list of hosts and an SRV name exclude each other.
    ClusterSettings whole = settings.build().getClusterSettings();
    ClusterSettings direct =
        ClusterSettings.builder()
            .hosts(List.of(new ServerAddress(address)))
            .mode(ClusterConnectionMode.SINGLE)
            .serverSelectionTimeout(
                whole.getServerSelectionTimeout(TimeUnit.MILLISECONDS), TimeUnit.MILLISECONDS)
            .build();
    return MongoClients.create(
        settings
            .applyToClusterSettings(cluster -> cluster.applySettings(direct))
            .applyToSocketSettings(socket -> socket.readTimeout(readSeconds, TimeUnit.SECONDS))
            .retryReads(false)
            .retryWrites(false)
            .build());
  }

  /// What the connection string says comes after our defaults, and so before them.
  private MongoClientSettings.Builder settings(Instance instance) {
    ConnectionString connection = parse(instance);
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(SELECTION_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket -> socket.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
            .applyConnectionString(connection)
            .applicationName(APPLICATION);
    Credentials credentials = instance.credentials();
    if (credentials != null) {
      settings.credential(
          MongoCredential.createCredential(
              credentials.username(),
              credentials.authDatabase(),
              password(instance, credentials).toCharArray()));
    }
    return settings;
  }

  private String password(Instance instance, Credentials credentials) {
    return switch (credentials.password()) {
      case SecretRef reference -> secrets.resolve("The password", reference);
      case SealedSecret sealed -> unsealing.unseal(instance.id(), sealed);
    };
  }

  private static ConnectionString parse(Instance instance) {
    ConnectionString connection;
    try {
      connection = new ConnectionString(instance.connectionString());
    } catch (IllegalArgumentException e) {
      // Its message may quote the string, and with it a password that should not be there.
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The connection string of instance '%s' cannot be read.".formatted(instance.id()),
          "It has the form mongodb://host:port,host:port/?replicaSet=name, without a password.");
    }
    if (connection.getPassword() != null) {
      throw new HoldfastException(
          ErrorCode.SECRET_IN_URL,
          "The connection string of instance '%s' carries a password.".formatted(instance.id()),
          "Take it out, and name the user and where the password is (env: or file:) instead.");
    }
    return connection;
  }
}
