package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.agent.Stand;
import java.util.EnumSet;
import java.util.Set;

/// How far a restore is on one member, as its marker says, with the transitions that it may make.
/// Each act that destroys or moves something has a stage of its own, entered before the act: a
/// killed agent reads there what it was at.
enum Stage {
  /// The server is being stopped and the old data moved aside. What lies in the data folder is old.
  PREPARING,
  /// All old data is aside; the new files are being copied, by whomever.
  ASIDE,
  /// The new files were found right and are being brought to the backup's time, which changes them.
  RECOVERING,
  /// The new files are at the backup's time.
  RECOVERED,
  /// The new files are being moved into the data folder.
  PLACING,
  /// All new files are in the data folder, and the server may run on them.
  PLACED,
  /// The same, and the new data is proven, on this member as on all that say so too: the restore is
  /// decided once all of them do.
  PROVEN,
  /// The new data is proven; the old is being deleted. No way back.
  SETTLING,
  /// The new data is proven; the old is being moved to where it stays. No way back.
  KEEPING,
  /// Going back: what lies in the data folder is new, and is being removed.
  CLEARING,
  /// Going back: the old data is being moved into its place.
  RETURNING,
  /// Over: the old data is deleted or kept. Only ever of the last restore, never of one in hand.
  SETTLED,
  /// Over: the old data is back. Only ever of the last restore, never of one in hand.
  RETURNED;

  Set<Stage> next() {
    return switch (this) {
      case PREPARING -> EnumSet.of(ASIDE, RETURNING);
      case ASIDE -> EnumSet.of(RECOVERING, RETURNING);
      case RECOVERING -> EnumSet.of(RECOVERED, RETURNING);
      case RECOVERED -> EnumSet.of(PLACING, RETURNING);
      case PLACING -> EnumSet.of(PLACED, CLEARING);
      case PLACED -> EnumSet.of(PROVEN, SETTLING, KEEPING, CLEARING);
      case PROVEN -> EnumSet.of(SETTLING, KEEPING, CLEARING);
      case CLEARING -> EnumSet.of(RETURNING);
      case SETTLING, KEEPING -> EnumSet.of(SETTLED);
      case RETURNING -> EnumSet.of(RETURNED);
      case SETTLED, RETURNED -> EnumSet.noneOf(Stage.class);
    };
  }

  /// Whether the restore goes forward, and has come to `stage` or past it.
  boolean reached(Stage stage) {
    return !isGoingBack() && compareTo(stage) >= 0;
  }

  /// What others need to know of it.
  Stand stand() {
    return switch (this) {
      case PREPARING, ASIDE, RECOVERING, RECOVERED, PLACING -> Stand.OPEN;
      case PLACED -> Stand.PLACED;
      case PROVEN -> Stand.PROVEN;
      case SETTLING, KEEPING -> Stand.SETTLING;
      case CLEARING, RETURNING -> Stand.RETURNING;
      case SETTLED -> Stand.SETTLED;
      case RETURNED -> Stand.RETURNED;
    };
  }

  /// Whether the old data may be gone.
  boolean isFinal() {
    return this == SETTLING || this == KEEPING;
  }

  private boolean isGoingBack() {
    return this == CLEARING || this == RETURNING || this == RETURNED;
  }
}
