package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.Ending;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The end of a restore on one member, once it is decided for all of them. Like the exchange itself
/// it goes on wherever an earlier attempt was killed.
final class Settlement {
  private final MemberId member;
  private final DataFolder folder;
  private final FolderExchange exchange;

  Settlement(MemberId member, DataFolder folder, FolderExchange exchange) {
    this.member = member;
    this.folder = folder;
    this.exchange = exchange;
  }

  /// Notes that the new data is proven, which puts nothing out of reach yet.
  void prove(OperationId operation, boolean keepOld) throws IOException {
    Marker marker =
        exchange
            .marker(operation)
            .orElseThrow(() -> untraced("the restore in hand is not known here."));
    require(marker.stage().reached(Stage.PLACED), marker);
    if (marker.stage() == Stage.PLACED) {
      folder.marker().write(marker.to(Stage.PROVEN).keeping(keepOld));
    }
  }

  void settle(OperationId operation, boolean keepOld) throws IOException {
    Marker marker = exchange.marker(operation).orElse(null);
    if (marker == null) {
      return; // settled before
    }
    require(marker.stage().reached(Stage.PLACED), marker);
    if (!marker.stage().isFinal()) {
      marker = marker.to(keepOld ? Stage.KEEPING : Stage.SETTLING);
      folder.marker().write(marker);
    }
    finish(marker);
  }

  private void finish(Marker settled) throws IOException {
    if (settled.stage() == Stage.KEEPING) {
      folder.keepOld(settled.operation().toString());
    } else {
      folder.deleteOld();
    }
    folder.forget(settled.to(Stage.SETTLED));
  }

  /// Ends what a dead restore left. A person may have worked here since: what looks like the new
  /// data, or the old, must be that.
  ///
  /// @param ending null leaves it to what this member alone knows, as older workflows do
  void resolve(OperationId operation, @Nullable Ending ending, Heartbeat heartbeat)
      throws IOException {
    Marker found = folder.marker().read().orElse(null);
    if (found == null || !found.operation().equals(operation)) {
      return;
    }
    if (ending == Ending.SETTLE || (ending == null && found.stage().isFinal())) {
      new WayBack(member, folder).require(found.stage());
      settle(operation, found.keep());
    } else {
      exchange.putBack(operation, heartbeat);
    }
  }

  /// Refuses a folder that has seen nothing of `operation`, or has seen it end in another way.
  ///
  /// @param end SETTLED or RETURNED
  void requireTrace(OperationId operation, Stage end) throws IOException {
    if (exchange.marker(operation).isPresent()) {
      return;
    }
    Optional<Marker> last =
        folder.last().read().filter(ended -> ended.operation().equals(operation));
    if (last.isEmpty()) {
      throw untraced(
          "%s has no trace of the restore, which began on this member.".formatted(folder.path()));
    }
    require(last.get().stage() == end, last.get());
  }

  private HoldfastException untraced(String what) {
    return Unfit.because(
        member,
        what,
        "Is the file system mounted, and --dbpath what it was when the restore began? Then do by"
            + " hand what the runbook says (docs/runbook/restore-stopped.md).");
  }

  private void require(boolean fits, Marker marker) {
    if (!fits) {
      throw Unfit.because(
          member,
          "the restore is at %s here, which does not fit.".formatted(marker.stage()),
          "Do by hand what the runbook says (docs/runbook/restore-stopped.md).");
    }
  }
}
