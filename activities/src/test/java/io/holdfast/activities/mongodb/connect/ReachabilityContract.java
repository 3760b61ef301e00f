package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What a person is told whose connection string does not lead to a deployment, tried on whatever
/// replica set a subclass offers.
abstract class ReachabilityContract {
  private static final Duration SECONDS = Duration.ofSeconds(20);

  abstract LocalReplicaSet set();

  @Test
  void anotherReplicaSetsNameIsToldWithTheRightOne() {
    HoldfastException e = refusal("mongodb://%s/?replicaSet=wrong".formatted(host()));

    assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_MISCONFIGURED);
    assertThat(e.message())
        .isEqualTo(
            "Instance 'shop' cannot be reached: %s belongs to replica set '%s', not to 'wrong'."
                .formatted(host(), set().name()));
    assertThat(e.hint()).contains("replicaSet=");
  }

  @Test
  void aHostWhereNothingListensIsNamed() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    HoldfastException e = refusal("mongodb://127.0.0.1:%d/?replicaSet=rs0".formatted(closed));

    assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    assertThat(e.message()).contains("127.0.0.1:%d refuses the connection".formatted(closed));
  }

  @Test
  void aNameThatNobodyKnowsIsNamed() {
    HoldfastException e = refusal("mongodb://nowhere.invalid/?replicaSet=rs0");

    assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    assertThat(e.message()).contains("the name of nowhere.invalid:27017 is not known");
  }

  @Test
  void tlsWhereThereIsNoneIsTold() {
    HoldfastException e = refusal("mongodb://%s/?replicaSet=rs0&tls=true".formatted(host()));

    assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_MISCONFIGURED);
    assertThat(e.message()).contains(host() + " does not speak TLS");
  }

  @Test
  void theFirstHostThatAnswersIsEnough() {
    assertThat(
            new TopologyInspector(new Connector(name -> null))
                .inspect(
                    Instances.of(
                        "mongodb://127.0.0.1:1,%s/?replicaSet=%s".formatted(host(), set().name())))
                .replicaSets())
        .hasSize(1);
  }

  private String host() {
    return set().primary().host();
  }

  /// What an inspection throws, and that it does so while a person still waits.
  static HoldfastException refusal(String uri) {
    Instant before = Instant.now();
    HoldfastException e =
        catchThrowableOfType(
            HoldfastException.class,
            () -> new TopologyInspector(new Connector(name -> null)).inspect(Instances.of(uri)));
    assertThat(e).isNotNull();
    assertThat(Duration.between(before, Instant.now())).isLessThan(SECONDS);
    return e;
  }
}
