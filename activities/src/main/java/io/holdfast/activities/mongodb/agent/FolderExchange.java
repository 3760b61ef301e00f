package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.util.Optional;

/// The exchange of old data for new, and back. Each method reads the marker first, writes the next
/// stage before it acts, unless the disk is too full for that, and so goes on wherever an earlier
/// attempt was killed.
final class FolderExchange {
  private final MemberId member;
  private final DataFolder folder;
  private final ServerControl server;
  private final WayBack wayBack;

  FolderExchange(MemberId member, DataFolder folder, ServerControl server) {
    this.member = member;
    this.folder = folder;
    this.server = server;
    wayBack = new WayBack(member, folder);
  }

  /// The operation's marker; empty when nothing of any restore is here.
  ///
  /// @throws HoldfastException MEMBER_UNFIT when another restore's is
  Optional<Marker> marker(OperationId operation) throws IOException {
    Optional<Marker> found = folder.marker().read();
    if (found.isPresent() && !found.get().operation().equals(operation)) {
      throw Unfit.because(
          member,
          "the restore %s is not over here.".formatted(found.get().operation()),
          "Start a restore into this instance again: it cleans up first.");
    }
    return found;
  }

  void moveAside(OperationId operation, Heartbeat heartbeat) throws IOException {
    Marker marker = marker(operation).orElse(null);
    if (marker == null) {
      requireNotOver(operation);
      marker = new Marker(operation, Stage.PREPARING, server.isRunning());
      folder.marker().write(marker);
    }
    if (marker.stage() == Stage.PREPARING) {
      server.stop(heartbeat);
      folder.moveOldAside();
      requireEmpty();
      wayBack.noteAside();
      folder.marker().write(marker.to(Stage.ASIDE));
      return;
    }
    requireReached(marker, Stage.ASIDE);
  }

  /// A workflow that somebody has reset goes through its steps once more: what was written since
  /// the restore would go with the old data.
  private void requireNotOver(OperationId operation) throws IOException {
    Optional<Marker> ended =
        folder.last().read().filter(last -> last.operation().equals(operation));
    if (ended.isPresent()) {
      throw Unfit.because(
          member,
          "the restore has ended here, at %s, and is not begun again."
              .formatted(ended.get().stage()),
          "Start another restore.");
    }
  }

  /// Notes that the copied files are right and are about to be changed.
  Marker beginRecovery(Marker marker) throws IOException {
    return enter(marker, Stage.RECOVERING);
  }

  /// Notes that they are at the backup's time.
  void endRecovery(Marker marker) throws IOException {
    if (marker.stage() == Stage.RECOVERING) {
      var _ = enter(marker, Stage.RECOVERED);
    }
  }

  void place(OperationId operation, Heartbeat heartbeat) throws IOException {
    Marker marker = require(operation);
    requireReached(marker, Stage.RECOVERED);
    if (marker.stage() == Stage.RECOVERED) {
      requireEmpty();
      wayBack.notePlacing();
      marker = enter(marker, Stage.PLACING);
    }
    if (marker.stage() == Stage.PLACING) {
      folder.moveNewIn();
      marker = enter(marker, Stage.PLACED);
    }
    server.start(heartbeat);
  }

  void putBack(OperationId operation, Heartbeat heartbeat) throws IOException {
    Marker marker = marker(operation).orElse(null);
    if (marker == null) {
      return; // never touched, or back already
    }
    wayBack.require(marker.stage());
    marker =
        switch (marker.stage()) {
          case PREPARING -> {
            folder.makeRoom();
            yield enter(marker, Stage.RETURNING);
          }
          case ASIDE, RECOVERING, RECOVERED -> {
            server.stop(heartbeat);
            // Where the new files have filled the disk, not even the marker can be written.
            folder.deleteNew();
            folder.keepStrangers(operation.toString());
            yield enter(marker, Stage.RETURNING);
          }
          case PLACING, PLACED, PROVEN -> enterClearing(marker, heartbeat);
          case CLEARING, RETURNING -> marker;
          case SETTLING, KEEPING, SETTLED, RETURNED ->
              throw Unfit.because(
                  member,
                  "the restore is settled; the old data is not put back any more.",
                  "Nothing can be put back. Restore an older backup instead.");
        };
    folder.requireOld();
    if (marker.stage() == Stage.CLEARING || folder.hasOld()) {
      server.stop(heartbeat);
    }
    if (marker.stage() == Stage.CLEARING) {
      folder.takeOut();
      marker = enter(marker, Stage.RETURNING);
    }
    folder.moveOldBack(operation.toString());
    // Before the start, since a server does not start on a full disk.
    folder.deleteUnwanted();
    if (marker.ran()) {
      server.start(heartbeat);
    }
    folder.forget(marker.to(Stage.RETURNED));
  }

  /// Before the server is asked to stop, which may take long or fail: from here on whoever finds
  /// the restore knows that it goes back.
  private Marker enterClearing(Marker marker, Heartbeat heartbeat) throws IOException {
    try {
      return enter(marker, Stage.CLEARING);
    } catch (IOException full) {
      // The server that runs on the new files may have filled the disk.
      server.stop(heartbeat);
      folder.deleteTraces();
      return enter(marker, Stage.CLEARING);
    }
  }

  private Marker enter(Marker marker, Stage next) throws IOException {
    Marker changed = marker.to(next);
    folder.marker().write(changed);
    return changed;
  }

  private Marker require(OperationId operation) throws IOException {
    return marker(operation)
        .orElseThrow(
            () ->
                Unfit.because(
                    member, "the restore in hand is not known here.", "Abort the restore."));
  }

  private void requireReached(Marker marker, Stage stage) {
    if (!marker.stage().reached(stage)) {
      throw Unfit.because(
          member,
          "the restore is at %s here, not at %s.".formatted(marker.stage(), stage),
          "Abort the restore.");
    }
  }

  /// Something in the data folder now is neither old data nor new: a server was started there, or
  /// somebody copied to the wrong place.
  private void requireEmpty() throws IOException {
    if (!folder.data().isEmpty()) {
      throw Unfit.because(
          member,
          "%s holds %s, which the restore did not put there."
              .formatted(folder.path(), folder.data().getFirst().getFileName()),
          "Was a server started on it, or the copy put there instead of %s? Move that away. When the"
                  .formatted(folder.newData())
              + " old data goes back, what is left of it is moved into %s/strange-… and stays there."
                  .formatted(folder.own()));
    }
  }
}
