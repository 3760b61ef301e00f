package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.spi.dns.DnsClient;
import com.mongodb.spi.dns.DnsException;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Topology;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `mongodb+srv://` with a name service of the test's own.
class SrvTest {
  private static final String NAME = "cluster0.shop.example";

  @AutoClose
  private static final SandboxReplicaSet SET = SandboxReplicaSet.start(SandboxOptions.defaults());

  @Test
  void theHostsAndTheOptionsOfTheNameServiceAreUsed() {
    Connector connector =
        connector(
            (name, type) ->
                switch (type) {
                  case "SRV" -> List.of("0 0 27017 db1.shop.example.");
                  default -> List.of("replicaSet=rs0&authSource=users");
                });
    Connection connection =
        connector.connection(
            Instances.of("mongodb+srv://%s/?tlsCAFile=/ca.pem&authSource=admin".formatted(NAME)));

    assertThat(connection.string().getRequiredReplicaSetName()).isEqualTo("rs0");
    assertThat(connection.tls()).isTrue();
    assertThat(connection.files().authorities()).hasToString("/ca.pem");
    assertThat(connection.hosts()).containsExactly(NAME);
  }

  @Test
  void tlsIsTheDefaultAndCanBeTurnedOff() {
    Connector connector = connector((name, type) -> List.of());

    assertThat(connector.connection(Instances.of("mongodb+srv://%s/".formatted(NAME))).tls())
        .isTrue();
    assertThat(
            connector.connection(Instances.of("mongodb+srv://%s/?tls=false".formatted(NAME))).tls())
        .isFalse();
  }

  @Test
  void aDeploymentIsFoundThroughItsName() {
    int port = SET.primary().port();
    Connector connector =
        connector(
            (name, type) ->
                type.equals("SRV")
                    ? List.of("0 0 %d db1.shop.example.".formatted(port))
                    : List.of("replicaSet=" + SET.name()));

    Topology topology =
        new TopologyInspector(connector)
            .inspect(Instances.of("mongodb+srv://%s/?tls=false".formatted(NAME)));

    assertThat(topology.replicaSets().getFirst().members()).hasSize(SET.members().size());
  }

  @Test
  void aNameThatIsNotThereIsTold() {
    Connector connector =
        connector(
            (name, type) -> {
              if (type.equals("TXT")) {
                return List.of();
              }
              throw new DnsException("no such name", new IllegalStateException(name));
            });

    HoldfastException e =
        catchThrowableOfType(
            HoldfastException.class,
            () ->
                new TopologyInspector(connector)
                    .inspect(Instances.of("mongodb+srv://%s/?tls=false".formatted(NAME))));

    assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    assertThat(e.message()).contains("_mongodb._tcp." + NAME);
  }

  private static Connector connector(DnsClient names) {
    return new Connector(
        name -> null,
        Unsealing.NONE,
        new NameService(names, host -> List.of(InetAddress.getLoopbackAddress())));
  }
}
