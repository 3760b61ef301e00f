package io.holdfast.activities.mongodb.connect;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import io.holdfast.activities.mongodb.connect.tls.TlsContext;
import io.holdfast.activities.secret.Secrets;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Instance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
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

  /// A person waits, or Temporal tries again: a second round of asking every host is enough.
  private static final int LOOK_SECONDS = 3;

  /// A batch of 16 MiB from a busy disk takes seconds. A server that says nothing for this long is
  /// gone, however open its socket looks.
  private static final int MEMBER_READ_SECONDS = 120;

  private final Login login;
  private final @Nullable NameService names;

  /// For instances without sealed passwords.
  ///
  /// @param environment the process's environment variables, or a test's
  public Connector(Function<String, @Nullable String> environment) {
    this(environment, Unsealing.NONE);
  }

  /// @param environment the process's environment variables, or a test's
  public Connector(Function<String, @Nullable String> environment, Unsealing unsealing) {
    this(environment, unsealing, null);
  }

  /// @param names null for the JDK's
  Connector(
      Function<String, @Nullable String> environment,
      Unsealing unsealing,
      @Nullable NameService names) {
    this.login = new Login(new Secrets(environment), unsealing);
    this.names = names;
  }

  /// A client for the whole deployment, which follows its primary. It has no read timeout, because
  /// an index build answers after hours.
  ///
  /// @throws HoldfastException VALIDATION_FAILED, SECRET_IN_URL, ACCESS_DENIED (the password cannot
  ///   be found), KEY_MISSING (it is sealed with a key that is not here) or INSTANCE_MISCONFIGURED
  ///   (a file for TLS)
  public MongoClient deployment(Instance instance) {
    return deployment(instance, connection(instance), SELECTION_SECONDS);
  }

  /// The same for a look, which does not wait long for somebody to answer.
  ///
  /// @throws HoldfastException as [#deployment]
  public MongoClient look(Instance instance) {
    return deployment(instance, connection(instance), LOOK_SECONDS);
  }

  /// The same for somebody who changes much of it: of several routers one is taken. To know them
  /// all this connects, and waits up to three seconds for them.
  ///
  /// @throws HoldfastException as [#deployment]
  public MongoClient changing(Instance instance) {
    Connection connection = connection(instance);
    MongoClient client = deployment(instance, connection, SELECTION_SECONDS);
    if (connection.string().isSrvProtocol() || connection.string().getHosts().size() > 1) {
      OneRouter.settle(client, Duration.ofSeconds(LOOK_SECONDS));
    }
    return client;
  }

  private MongoClient deployment(Instance instance, Connection connection, int selectionSeconds) {
    MongoClientSettings.Builder settings =
        loggedIn(instance, connection, selectionSeconds)
            .retryWrites(true)
            .applyToClusterSettings(cluster -> cluster.serverSelector(new OneRouter()));
    if (!Boolean.TRUE.equals(connection.string().isDirectConnection())) {
      // A single host is a seed like any other: the rest of its replica set is found through it.
      settings.applyToClusterSettings(cluster -> cluster.mode(ClusterConnectionMode.MULTIPLE));
    }
    return MongoClients.create(settings.build());
  }

  /// A client for one replica set of a cluster, which follows the set's primary.
  ///
  /// @param replicaSet the set's name
  /// @param addresses some of its members, `host:port`
  /// @throws HoldfastException as [#deployment]
  public MongoClient replicaSet(Instance instance, String replicaSet, List<String> addresses) {
    return replicaSet(instance, replicaSet, addresses, SELECTION_SECONDS);
  }

  /// The same for a look, which does not wait long for somebody to answer.
  ///
  /// @throws HoldfastException as [#deployment]
  public MongoClient replicaSetLook(Instance instance, String replicaSet, List<String> addresses) {
    return replicaSet(instance, replicaSet, addresses, LOOK_SECONDS);
  }

  private MongoClient replicaSet(
      Instance instance, String replicaSet, List<String> addresses, int selectionSeconds) {
    List<ServerAddress> hosts = addresses.stream().map(ServerAddress::new).toList();
    return MongoClients.create(
        Hosts.among(loggedIn(instance, connection(instance), selectionSeconds), hosts, replicaSet)
            .build());
  }

  /// A client for one member only, whatever its role. It repeats nothing by itself.
  ///
  /// @param address `host:port`
  /// @throws HoldfastException as [#deployment]
  public MongoClient member(Instance instance, String address) {
    return direct(instance, address, SELECTION_SECONDS, MEMBER_READ_SECONDS);
  }

  /// The same for a look, which does not wait long for an answer.
  ///
  /// @throws HoldfastException as [#deployment]
  public MongoClient memberLook(Instance instance, String address) {
    return direct(instance, address, LOOK_SECONDS, LOOK_SECONDS);
  }

  /// As [#member], but it waits for an answer as long as that takes: for the extension of a backup
  /// cursor, which takes the server down when it is cut short.
  public MongoClient patient(Instance instance, String address) {
    return direct(instance, address, SELECTION_SECONDS, 0);
  }

  private MongoClient direct(
      Instance instance, String address, int selectionSeconds, int readSeconds) {
    return MongoClients.create(
        Hosts.among(
                loggedIn(instance, connection(instance), selectionSeconds),
                List.of(new ServerAddress(address)),
                null)
            .applyToSocketSettings(socket -> socket.readTimeout(readSeconds, TimeUnit.SECONDS))
            .retryReads(false)
            .retryWrites(false)
            .build());
  }

  /// A client for one host that does not log in, and takes it in whatever replica set it is.
  ///
  /// @throws HoldfastException as [#deployment]
  MongoClient stranger(Instance instance, ServerAddress address) {
    return stranger(settings(connection(instance), HostCheck.PATIENCE_SECONDS), address);
  }

  /// The same without TLS, whatever the connection string says.
  ///
  /// @throws HoldfastException as [#deployment]
  MongoClient plainStranger(Instance instance, ServerAddress address) {
    MongoClientSettings.Builder settings =
        settings(connection(instance), HostCheck.PATIENCE_SECONDS);
    return stranger(settings.applyToSslSettings(ssl -> ssl.enabled(false)), address);
  }

  private static MongoClient stranger(MongoClientSettings.Builder settings, ServerAddress address) {
    return MongoClients.create(
        Hosts.among(settings, List.of(address), null)
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(HostCheck.PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(HostCheck.PATIENCE_SECONDS, TimeUnit.SECONDS))
            .build());
  }

  /// What another process needs to connect to this instance.
  ///
  /// @throws HoldfastException as [#deployment]
  public Handover handover(Instance instance) {
    return login.handover(instance, connection(instance).files());
  }

  /// What asks hosts of this instance one by one.
  ///
  /// @throws HoldfastException as [#deployment]
  HostCheck hostCheck(Instance instance) {
    Connection connection = connection(instance);
    String set = connection.string().getRequiredReplicaSetName();
    return new HostCheck(tls(connection), connection.tls(), set == null ? "" : set);
  }

  /// What the instance's connection string says.
  ///
  /// @throws HoldfastException VALIDATION_FAILED, SECRET_IN_URL
  public Connection connection(Instance instance) {
    return Connection.of(instance, names == null ? null : names.records());
  }

  private MongoClientSettings.Builder loggedIn(
      Instance instance, Connection connection, int selectionSeconds) {
    MongoClientSettings.Builder settings = settings(connection, selectionSeconds);
    Credentials credentials = instance.credentials();
    if (credentials != null) {
      settings.credential(login.of(instance, credentials, connection.mechanism()));
    }
    return settings;
  }

  /// What the connection string says comes after our defaults, and so before them.
  private MongoClientSettings.Builder settings(Connection connection, int selectionSeconds) {
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(selectionSeconds, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket -> socket.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
            .applyConnectionString(connection.string())
            .applicationName(APPLICATION);
    if (connection.tls()) {
      SSLContext context = tls(connection);
      settings.applyToSslSettings(ssl -> ssl.enabled(true).context(context));
    }
    if (names != null) {
      settings.dnsClient(names.records()).inetAddressResolver(names.addresses());
    }
    return settings;
  }

  private SSLContext tls(Connection connection) {
    return TlsContext.of(connection.files(), () -> login.keyPassword(connection.files()));
  }
}
