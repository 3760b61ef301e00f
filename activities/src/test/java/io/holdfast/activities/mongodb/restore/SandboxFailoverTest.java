package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.restore.RestoreTask;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A target whose primary dies while it is restored into: a step may fail, but only so that it is
/// tried again, and in the end everything is there.
final class SandboxFailoverTest {
  private static final int ATTEMPTS = 5;

  @Test
  void aTargetWhosePrimaryDiesIsRestoredAllTheSame(@TempDir Path directory) {
    try (SandboxReplicaSet source = SandboxReplicaSet.start(SandboxOptions.defaults().members(1));
        SandboxReplicaSet target = SandboxReplicaSet.start(SandboxOptions.defaults());
        Rig rig = new Rig(source, target, directory)) {
      for (int i = 0; i < 30; i++) {
        rig.source().getDatabase("shop").getCollection("c" + i).insertOne(new Document("_id", i));
      }
      Rig.Backing backing = rig.new Backing("failover").dump();
      for (int i = 0; i < 50; i++) {
        rig.source().getDatabase("shop").getCollection("c1").insertOne(new Document("x", i));
      }
      backing.complete();
      RestoreTask task = rig.task(Rig.request("failover"));
      LogicalRestore engine = rig.engine();
      Death death = new Death(target, new AtomicBoolean());

      engine.prepare(task, Heartbeat.none());
      untilItIsDone(heartbeat -> engine.load(task, heartbeat), death);
      untilItIsDone(heartbeat -> engine.replay(task, heartbeat), Heartbeat.none());
      untilItIsDone(heartbeat -> engine.buildIndexes(task, heartbeat), Heartbeat.none());

      assertThat(death.over()).isTrue();
      assertThat(engine.prove(task, Heartbeat.none()).examples()).isEmpty();
    }
  }

  private static void untilItIsDone(Consumer<Heartbeat> step, Heartbeat first) {
    Heartbeat heartbeat = first;
    for (int attempt = 1; ; attempt++) {
      try {
        step.accept(heartbeat);
        return;
      } catch (HoldfastException e) {
        assertThat(e.code().category().retried()).as(e.message()).isTrue();
        assertThat(attempt).isLessThan(ATTEMPTS);
        heartbeat = Heartbeat.none();
      }
    }
  }

  /// Kills the primary once some of the work is done.
  private record Death(SandboxReplicaSet target, AtomicBoolean over) implements Heartbeat {
    @Override
    public void beat(Progress progress) {
      if (progress.resumeFrom() >= 10 && over.compareAndSet(false, true)) {
        target.kill(target.primary());
      }
    }

    @Override
    public Optional<Progress> previous() {
      return Optional.empty();
    }
  }
}
