package io.holdfast.activities.mongodb.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.sandbox.SandboxStandalone;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TopologyInspectorTest extends TopologyInspectorContract {
  private static final SandboxReplicaSet SET =
      SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));

  @AfterAll
  static void stopSandbox() {
    SET.close();
  }

  @Test
  void aHiddenMemberIsFoundHiddenWithoutPriority() {
    Topology topology =
        new TopologyInspector(new Connector(name -> null)).inspect(instance(SET.uri()));

    assertThat(topology.replicaSets().getFirst().members().get(2))
        .satisfies(
            member -> {
              assertThat(member.hidden()).isTrue();
              assertThat(member.priority()).isZero();
            });
  }

  @Test
  void aStandaloneIsASetOfOneWithoutAName() {
    try (SandboxStandalone standalone = SandboxStandalone.start(0)) {
      Topology topology =
          new TopologyInspector(new Connector(name -> null)).inspect(instance(standalone.uri()));

      assertThat(topology.kind()).isEqualTo(TopologyKind.STANDALONE);
      assertThat(topology.replicaSets().getFirst().name()).isEmpty();
      assertThat(topology.replicaSets().getFirst().members()).hasSize(1);
    }
  }

  @Override
  LocalReplicaSet set() {
    return SET;
  }

  @Override
  String flavour() {
    return "Holdfast sandbox";
  }
}
