package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.GuardedSet;
import io.holdfast.activities.mongodb.OneMongod;
import io.holdfast.activities.mongodb.connect.tls.Certificates;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.lock.Watchdog;
import io.holdfast.activities.mongodb.lock.WatchdogProcess;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Logging in to a real server that speaks TLS only, wants a certificate of the client and knows
/// its users.
class TlsIT {
  @TempDir private static Path folder;
  private static Certificates certificates;
  @AutoClose private static OneMongod server;

  @BeforeAll
  static void start() throws Exception {
    certificates = Certificates.make(folder, "EC");
    server =
        OneMongod.start(
            "--replSet",
            "rs0",
            "--keyFile",
            GuardedSet.keyFile(folder).toString(),
            "--tlsMode",
            "requireTLS",
            "--tlsCertificateKeyFile",
            certificates.server().toString(),
            "--tlsCAFile",
            certificates.authority().toString());
    GuardedSet.setUp(new Connector(name -> null).member(instance(ours()), host()), host());
    Connector connector = new Connector(Map.of("PASSWORD", GuardedSet.PASSWORD)::get);
    try (MongoClient root = connector.look(Instances.of(ours(), "root"))) {
      root.getDatabase("$external")
          .runCommand(
              BsonDocument.parse(
                  "{createUser: '%s', roles: [{role: 'clusterMonitor', db: 'admin'}]}"
                      .formatted(Certificates.CLIENT)));
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "&authMechanism=SCRAM-SHA-256", "&authMechanism=SCRAM-SHA-1"})
  void aUserWithAPasswordLogsIn(String more) throws Exception {
    Connector connector = new Connector(Map.of("PASSWORD", GuardedSet.PASSWORD)::get);

    Topology topology =
        new TopologyInspector(connector).inspect(Instances.of(ours() + more, "root"));

    assertThat(topology.replicaSets().getFirst().name()).isEqualTo("rs0");
  }

  @Test
  void aCertificateLogsInWithoutAPassword() throws Exception {
    Instance byCertificate = instance(ours() + "&authMechanism=MONGODB-X509");
    try (MongoClient client = new Connector(name -> null).member(byCertificate, host())) {
      BsonDocument status = GuardedSet.run(client, "{connectionStatus: 1}");

      assertThat(status.toJson()).contains(Certificates.CLIENT);
    }
    assertThat(new TopologyInspector(new Connector(name -> null)).inspect(byCertificate))
        .isNotNull();
  }

  @Test
  void aWatchdogTrustsWhomThisProcessWasToldToTrust() throws Exception {
    Instance trusting =
        Instances.of(uri("&tls=true&tlsCertificateKeyFile=" + certificates.client()), "root");
    Connector connector = new Connector(Map.of("PASSWORD", GuardedSet.PASSWORD)::get);
    Map<String, String> told = certificates.asProperties();
    told.forEach(System::setProperty);
    try (Watchdog watchdog =
        WatchdogProcess.of(connector).start(trusting, host(), Duration.ofMinutes(1))) {
      assertThat(watchdog.isAlive()).isTrue();
      watchdog.released();
    } finally {
      told.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void aWrongPasswordIsToldWithTheHost() throws Exception {
    Connector connector = new Connector(name -> "wrong");

    HoldfastException e = refusal(connector, Instances.of(ours(), "root"));

    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(e.message()).contains("could not log in: %s refused".formatted(host()));
  }

  @Test
  void whoDoesNotLogInIsToldWhatItMayNot() throws Exception {
    HoldfastException e = refusal(instance(ours()));

    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
  }

  @Test
  void plainTextIsToldThatTheServerWantsTls() {
    assertMisconfigured(instance(uri("")), host() + " speaks TLS only");
  }

  @Test
  void anAuthorityThatIsNotNamedIsTold() throws Exception {
    assertMisconfigured(
        instance(uri("&tls=true&tlsCertificateKeyFile=" + certificates.client())),
        "the certificate of %s was not signed".formatted(host()));
  }

  @Test
  void anAuthorityThatSignedNothingIsTold() throws Exception {
    assertMisconfigured(
        instance(uri("&tls=true&tlsCAFile=" + certificates.stranger())),
        "the certificate of %s was not signed".formatted(host()));
  }

  @Test
  void aMissingCertificateOfTheClientIsTold() throws Exception {
    assertMisconfigured(
        instance(uri("&tls=true&tlsCAFile=" + certificates.authority())),
        "%s refuses the worker's certificate, or wants one".formatted(host()));
  }

  private static String host() {
    return "localhost:" + server.port();
  }

  private static String uri(String options) {
    return "mongodb://%s/?replicaSet=rs0%s".formatted(host(), options);
  }

  private static String ours() throws Exception {
    return uri(
        "&tls=true&tlsCAFile=%s&tlsCertificateKeyFile=%s"
            .formatted(certificates.authority(), certificates.client()));
  }

  private static Instance instance(String uri) {
    return Instances.of(uri);
  }

  private static void assertMisconfigured(Instance instance, String told) {
    HoldfastException e = refusal(instance);

    assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_MISCONFIGURED);
    assertThat(e.message()).contains(told);
  }

  private static HoldfastException refusal(Instance instance) {
    return refusal(new Connector(name -> null), instance);
  }

  private static HoldfastException refusal(Connector connector, Instance instance) {
    HoldfastException e =
        catchThrowableOfType(
            HoldfastException.class, () -> new TopologyInspector(connector).inspect(instance));
    assertThat(e).isNotNull();
    return e;
  }
}
