package io.holdfast.activities.mongodb.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an inspection tells, tried on whatever replica set a subclass offers.
abstract class TopologyInspectorContract {
  private final TopologyInspector inspector = new TopologyInspector(new Connector(name -> null));

  abstract LocalReplicaSet set();

  /// What the server is called.
  abstract String flavour();

  @Test
  void everyMemberIsFoundWithItsRole() {
    Topology topology = inspector.inspect(instance(set().uri()));

    assertThat(topology.kind()).isEqualTo(TopologyKind.REPLICA_SET);
    assertThat(topology.server().flavour()).isEqualTo(flavour());
    assertThat(topology.server().featureCompatibilityVersion())
        .isEqualTo(topology.server().major());
    ReplicaSet found = topology.replicaSets().getFirst();
    assertThat(found.name()).isEqualTo(set().name());
    assertThat(found.members())
        .extracting(Member::address)
        .containsExactlyElementsOf(set().members().stream().map(LocalMember::host).toList());
    assertThat(found.members())
        .extracting(Member::state)
        .containsOnlyOnce(MemberState.PRIMARY)
        .contains(MemberState.SECONDARY);
  }

  @Test
  void oneMembersAddressIsEnoughToFindTheOthersWhateverItsRole() {
    for (LocalMember member : set().members()) {
      Topology topology = inspector.inspect(instance("mongodb://" + member.host() + "/"));

      assertThat(topology.replicaSets().getFirst().members()).hasSize(set().members().size());
    }
  }

  @Test
  void aMemberThatIsDownIsFoundUnreachable() {
    LocalMember victim =
        set().members().stream()
            .filter(member -> !member.equals(set().primary()))
            .findFirst()
            .orElseThrow();
    set().kill(victim);
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> state(victim) == MemberState.UNREACHABLE);
    } finally {
      set().restart(victim);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> state(victim) == MemberState.SECONDARY);
  }

  @Test
  void nobodyAtTheAddressIsAnErrorThatNamesTheInstance() {
    Instance nobody = instance("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200");

    assertThatThrownBy(() -> inspector.inspect(nobody))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE))
        .hasMessageContaining("'shop'");
  }

  private MemberState state(LocalMember member) {
    List<Member> members =
        inspector.inspect(instance(set().uri())).replicaSets().getFirst().members();
    return members.stream()
        .filter(found -> found.address().equals(member.host()))
        .findFirst()
        .orElseThrow()
        .state();
  }

  static Instance instance(String uri) {
    return new Instance(
        Instance.FORMAT, new InstanceId("shop"), Engine.MONGODB, uri, null, "", Instant.EPOCH);
  }
}
