package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.mongodb.physical.FilesDownload;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.agent.RecoveredMember;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Optional;

/// The steps of a restore on one member. Each reads from the marker on disk how far an earlier
/// attempt came, and goes on from there; it refuses what does not fit.
public final class MemberRestore {
  private final AgentSettings settings;
  private final Repository repository;
  private final DataFolder folder;
  private final OwnServer own;
  private final FolderExchange exchange;
  private final Settlement settlement;
  private final EndingAct ending;

  public MemberRestore(AgentSettings settings, Repository repository) {
    this.settings = settings;
    this.repository = repository;
    folder = new DataFolder(settings.dbPath(), Mover.RENAME);
    own = new OwnServer(settings);
    exchange = new FolderExchange(settings.member(), folder, own);
    settlement = new Settlement(settings.member(), folder, exchange);
    ending = new EndingAct(settings.member(), folder);
  }

  /// A step on disk.
  private interface Step<T> {
    T run() throws IOException;
  }

  /// What the member is like; a refusal is an answer.
  public MemberReport preflight(MemberTask task) {
    return onDisk(
        () -> {
          Manifest manifest = manifest(task);
          ExternalContent content = content(manifest, task);
          MemberReport report =
              new MemberPreflight(settings, folder, own).look(task, manifest.header(), content);
          return report.refusal() == null ? readable(report, task, content) : report;
        });
  }

  /// Key, rights and network of the agent are tried on one small object, before anything is
  /// touched.
  private MemberReport readable(MemberReport report, MemberTask task, ExternalContent content) {
    try {
      content
          .objects()
          .min(Comparator.comparingLong(PayloadObject::length))
          .ifPresent(object -> repository.payloads().verify(task.backup(), object));
      return report;
    } catch (HoldfastException e) {
      return report.withRefusal(FailureInfo.of(e));
    }
  }

  /// Ends what the task's operation, which is no more, left here.
  public void resolve(MemberTask task, Heartbeat heartbeat) {
    ending.run(
        () -> {
          StandaloneServer.endLeft(settings, folder, heartbeat);
          settlement.resolve(task.operation(), task.ending(), heartbeat);
        });
  }

  /// Stops the server and moves the old data aside.
  public void prepare(MemberTask task, Heartbeat heartbeat) {
    Unfit.requireMember(settings, task.member());
    run(
        () -> {
          if (folder.marker().read().isEmpty()) {
            MemberReport report = preflight(task);
            if (report.refusal() != null) {
              throw report.refusal().toException();
            }
          }
          exchange.moveAside(task.operation(), heartbeat);
        });
  }

  /// Fetches the backup's files from the repository.
  public void download(MemberTask task, Heartbeat heartbeat) {
    run(
        () -> {
          if (marker(task.operation()).stage() == Stage.ASIDE) {
            ExternalContent content = content(manifest(task), task);
            new FilesDownload(
                    repository.payloads(), task.backup(), content, folder.newData(), heartbeat)
                .run();
            copy(task).require();
            Folders.forceAll(folder.newData());
          }
        });
  }

  /// Holds the copied files against the backup's list.
  public void check(MemberTask task) {
    run(
        () -> {
          if (marker(task.operation()).stage() == Stage.ASIDE) {
            copy(task).require();
          }
        });
  }

  /// Brings the copied files to the backup's time.
  public RecoveredMember recover(MemberTask task, Heartbeat heartbeat) {
    return onDisk(
        () -> {
          Marker marker = marker(task.operation());
          StandaloneServer.endLeft(settings, folder, heartbeat);
          if (marker.stage() == Stage.ASIDE) {
            copy(task).require();
            copy(task).removeOthers();
            marker = exchange.beginRecovery(marker);
          }
          if (marker.stage() != Stage.RECOVERING && marker.stage() != Stage.RECOVERED) {
            throw unexpected(marker);
          }
          ExternalContent content = content(manifest(task), task);
          RecoveredMember recovered =
              new TimeRecovery(settings, folder, task, content, heartbeat).run();
          exchange.endRecovery(marker);
          return recovered;
        });
  }

  /// Puts the recovered files in their place and starts the server.
  public void place(MemberTask task, Heartbeat heartbeat) {
    run(() -> exchange.place(task.operation(), heartbeat));
  }

  /// Notes that the new data is proven.
  public void prove(MemberTask task) {
    ending.runUndecided(() -> settlement.prove(task.operation(), task.keepOld()));
  }

  /// Lets the old data go.
  public void settle(MemberTask task) {
    ending.run(
        () -> {
          requireTrace(task, Stage.SETTLED);
          settlement.settle(task.operation(), task.keepOld());
        });
  }

  private void requireTrace(MemberTask task, Stage end) throws IOException {
    if (Boolean.TRUE.equals(task.prepared())) {
      settlement.requireTrace(task.operation(), end);
    }
  }

  /// Puts the old data back.
  public void putBack(MemberTask task, Heartbeat heartbeat) {
    ending.run(
        () -> {
          requireTrace(task, Stage.RETURNED);
          StandaloneServer.endLeft(settings, folder, heartbeat);
          exchange.putBack(task.operation(), heartbeat);
        });
  }

  private CopyCheck copy(MemberTask task) {
    return new CopyCheck(settings.member(), folder, content(manifest(task), task));
  }

  private Manifest manifest(MemberTask task) {
    return repository
        .catalogue()
        .manifest(task.backup())
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.BACKUP_NOT_FOUND,
                    "There is no backup '%s'.".formatted(task.backup()),
                    "Does the agent use the repository that the worker uses?"));
  }

  private static ExternalContent content(Manifest manifest, MemberTask task) {
    return manifest.copied().stream()
        .filter(content -> content.source().replicaSet().equals(task.sourceSet()))
        .findFirst()
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.METHOD_NOT_SUPPORTED,
                    "%s has no files of '%s'.".formatted(task.backup(), task.sourceSet()),
                    "Only backups of data files are restored by agents."));
  }

  private Marker marker(OperationId operation) throws IOException {
    return exchange
        .marker(operation)
        .orElseThrow(
            () ->
                Unfit.because(
                    settings.member(),
                    "the restore in hand is not known here.",
                    "Abort it; was the agent's --dbpath changed meanwhile?"));
  }

  private HoldfastException unexpected(Marker marker) {
    return Unfit.because(
        settings.member(),
        "the restore is at %s here, which does not fit.".formatted(marker.stage()),
        "Abort the restore.");
  }

  private void run(Action action) {
    var _ =
        onDisk(
            () -> {
              action.run();
              return Optional.empty();
            });
  }

  private interface Action {
    void run() throws IOException;
  }

  private <T> T onDisk(Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw Unfit.disk(settings.member(), e);
    } catch (UncheckedIOException e) {
      throw Unfit.disk(settings.member(), e);
    }
  }
}
