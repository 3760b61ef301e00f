package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopologyTest {
  @AutoClose private final ApiRig rig = new ApiRig();

  @Test
  void aWorkerLooksAtTheTopology() {
    Answer topology = rig.http.get("/v1/instances/" + rig.instance() + "/topology").is(200);

    assertThat(topology.at("/kind")).isEqualTo("replica_set");
    assertThat(topology.at("/server/version")).isEqualTo("7.0.5");
    assertThat(topology.at("/replicaSets/0/members/1/state")).isEqualTo("secondary");
  }

  @Test
  void whyTheTopologyCannotBeSeenIsSaidInTheWorkersWords() {
    rig.deployment.failInspection(
        new HoldfastException(ErrorCode.ACCESS_DENIED, "'backup' may not look.", "Grant it."));

    Answer refused = rig.http.get("/v1/instances/" + rig.instance() + "/topology");
    rig.deployment.failInspection(null);

    refused.isProblem(403, ErrorCode.ACCESS_DENIED);
    assertThat(refused.at("/detail")).isEqualTo("'backup' may not look.");
    assertThat(refused.at("/hint")).isEqualTo("Grant it.");
  }

  @Test
  void theTopologyOfAnUnknownInstanceIsNotLookedFor() {
    rig.http.get("/v1/instances/nowhere/topology").isProblem(404, ErrorCode.INSTANCE_NOT_FOUND);
  }
}
