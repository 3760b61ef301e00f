package io.holdfast.api.rig;

import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.PlannedNamespace;
import io.holdfast.workflows.restore.PlannedUsers;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestoreActivities;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.SetLoad;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A restore that restores nothing, and whose target is empty unless it is the source.
public final class FakeRestores implements RestoreActivities {
  private final MemoryCatalogue catalogue;
  private volatile CountDownLatch recording = new CountDownLatch(0);

  FakeRestores(MemoryCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public RestorePlan plan(RestoreRequest request) {
    BackupRef backup = catalogue.findBackup(request.source(), request.backup()).orElseThrow();
    boolean open = !request.target().equals(request.source()) || request.hasConsent();
    FailureInfo refusal =
        open ? null : new FailureInfo(ErrorCode.TARGET_NOT_EMPTY, "It holds data.", "Consent.");
    return new RestorePlan(
        backup,
        Samples.POINT,
        Samples.SERVER,
        2,
        12,
        900,
        List.of(),
        List.of(new Gate("target-is-empty", refusal)));
  }

  @Override
  public RestorePlan detail(RestoreRequest request) {
    Namespace orders = new Namespace("sales", "orders");
    return plan(request)
        .listing(
            List.of(new PlannedNamespace(orders, orders, CollectionKind.COLLECTION, false, 6, 450)),
            new PlannedUsers(request.users(), 2, 1),
            request.isShadowed() ? Replacement.SHADOW : Replacement.DROP,
            null);
  }

  @Override
  public void verify(RestoreTask task) {}

  @Override
  public void prepare(RestoreTask task) {}

  @Override
  public long load(RestoreTask task) {
    return 10;
  }

  @Override
  public long loadSet(SetLoad load) {
    return 0;
  }

  @Override
  public long replay(RestoreTask task) {
    return 2;
  }

  @Override
  public int buildIndexes(RestoreTask task) {
    return 3;
  }

  @Override
  public Proof proveShadow(RestoreTask task) {
    return prove(task);
  }

  @Override
  public int exchange(RestoreTask task) {
    return 2;
  }

  @Override
  public void discardShadow(RestoreTask task) {}

  @Override
  public void mergeUsers(RestoreTask task) {}

  @Override
  public Proof prove(RestoreTask task) {
    return new Proof(2, 12, 0, List.of());
  }

  /// Makes restores wait before they are recorded, until [#release].
  public void hold() {
    recording = new CountDownLatch(1);
  }

  public void release() {
    recording.countDown();
  }

  @Override
  public void record(RestoreRecord restore) {
    try {
      recording.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    catalogue.add(restore);
  }
}
