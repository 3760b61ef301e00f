package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An act on disk by which a restore ends on a member, and which nothing but its repetition can
/// end. What a disk refuses is tried again; whoever has to go on by hand is told what lies where.
final class EndingAct {
  private static final String RUNBOOK = "docs/runbook/restore-stopped.md";

  private final MemberId member;
  private final DataFolder folder;

  EndingAct(MemberId member, DataFolder folder) {
    this.member = member;
    this.folder = folder;
  }

  /// What is done.
  interface Act {
    void run() throws IOException;
  }

  /// Does it.
  ///
  /// @throws HoldfastException DISK_FAILED, and what `act` throws
  void run(Act act) {
    run(act, this::refused);
  }

  /// Does one while the old data can still go back, as it does where this fails for good: what lies
  /// where is another matter then.
  ///
  /// @throws HoldfastException DISK_FAILED, and what `act` throws
  void runUndecided(Act act) {
    run(act, EndingAct::undecided);
  }

  private void run(Act act, UnaryOperator<HoldfastException> told) {
    try {
      act.run();
    } catch (IOException e) {
      throw told.apply(Unfit.disk(member, e));
    } catch (UncheckedIOException e) {
      throw told.apply(Unfit.disk(member, e));
    }
  }

  private static HoldfastException undecided(HoldfastException disk) {
    return new HoldfastException(
        ErrorCode.DISK_FAILED,
        disk.message(),
        "See the agent's log, the rights and the room on that host. It is tried again for about"
            + " three minutes; then the old data goes back.",
        disk);
  }

  private HoldfastException refused(HoldfastException disk) {
    Optional<Marker> marker = marker();
    return new HoldfastException(
        ErrorCode.DISK_FAILED,
        disk.message()
            + " "
            + marker.map(this::whereabouts).orElse("What lies where is not known."),
        "See the agent's log, the rights and the room on that host. While it is tried again nothing"
            + " else is needed; after that a new restore goes on with it, or do by hand what "
            + RUNBOOK
            + marker.map(it -> " says of %s.".formatted(it.stage())).orElse(" says."),
        disk);
  }

  private Optional<Marker> marker() {
    try {
      return folder.marker().read();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String whereabouts(Marker marker) {
    try {
      int data = folder.data().size();
      int aside = Folders.entries(folder.oldData()).size();
      String lies =
          switch (marker.stage()) {
            case PREPARING, RETURNING, RETURNED ->
                "of the old data %d entries are in %s, and %d in %s";
            case ASIDE, RECOVERING, RECOVERED ->
                "the old data (%d entries) is in %s; %d entries that are not of it are in %s";
            case PLACING, PLACED, PROVEN, CLEARING ->
                "the old data (%d entries) is in %s; the %d entries in %s are the backup's";
            case KEEPING ->
                "the old data is in .holdfast/kept-… or (%d entries) in %s; the %d entries in %s are"
                    + " the new data";
            case SETTLING, SETTLED ->
                "of the old data %d entries are left in %s; the %d entries in %s are the new data";
          };
      return "The restore is at %s there: %s."
          .formatted(marker.stage(), lies.formatted(aside, folder.oldData(), data, folder.path()));
    } catch (IOException e) {
      return "The restore is at %s there.".formatted(marker.stage());
    }
  }
}
