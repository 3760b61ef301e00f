package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.OneMongod;
import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReachabilityIT extends ReachabilityContract {
  @AutoClose private static LocalReplicaSet set;

  @BeforeAll
  static void start() {
    set = RealDeployment.own(1);
  }

  @Override
  LocalReplicaSet set() {
    return set;
  }

  @Test
  void aSetThatWasNotInitiatedIsTold() {
    try (OneMongod fresh = OneMongod.start("--replSet", "rs0")) {
      HoldfastException e =
          refusal("mongodb://127.0.0.1:%d/?replicaSet=rs0".formatted(fresh.port()));

      assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_MISCONFIGURED);
      assertThat(e.message())
          .contains(
              "127.0.0.1:%d runs with --replSet, but its replica set".formatted(fresh.port()));
      assertThat(e.hint()).contains("rs.initiate()");
    }
  }

  @Test
  void aStandaloneThatIsTakenForASetIsTold() {
    try (OneMongod alone = OneMongod.start()) {
      HoldfastException e =
          refusal("mongodb://127.0.0.1:%d/?replicaSet=rs0".formatted(alone.port()));

      assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_MISCONFIGURED);
      assertThat(e.message()).contains("belongs to no replica set").contains("'rs0'");
    }
  }
}
