package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the gates of a restore look at.
///
/// @param backup the backup's header
/// @param target the deployment that is restored into
/// @param occupied names of what it holds already and stands in the way
/// @param names what the backup has of users' data
/// @param series which of it are time series
/// @param room null where the server does not tell
record RestoreCase(
    RestoreRequest request,
    BackupHeader backup,
    Topology target,
    List<String> occupied,
    List<Namespace> names,
    List<Namespace> series,
    @Nullable Room room) {
  RestoreCase {
    occupied = List.copyOf(occupied);
    names = List.copyOf(names);
    series = List.copyOf(series);
  }

  /// Without time series.
  RestoreCase(
      RestoreRequest request,
      BackupHeader backup,
      Topology target,
      List<String> occupied,
      List<Namespace> names,
      @Nullable Room room) {
    this(request, backup, target, occupied, names, List.of(), room);
  }

  /// The time series that are brought back.
  List<Namespace> chosenSeries() {
    Selection selection = request.selection();
    return series.stream().filter(name -> selection == null || selection.chooses(name)).toList();
  }
}
