package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.operation.OperationWatch;
import io.holdfast.cli.operation.ProgressLine;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.workflows.model.BackupName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How the scenes ask Holdfast: the requests that anybody could send with curl, watched to their
/// end.
final class Asking {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Stage stage;
  private final JsonMapper mapper = JsonMapper.shared();

  Asking(Stage stage) {
    this.stage = stage;
  }

  void register(String connectionString) {
    var _ =
        stage
            .holdfast()
            .post(
                Paths.INSTANCES,
                new Body()
                    .with("id", stage.instance())
                    .with("connectionString", connectionString)
                    .with("description", "The demo's database"));
  }

  /// Asks for a backup, tells where it can be watched, and waits for its end.
  OperationView backUp(BackupName name, String description) {
    return watched(
        stage
            .holdfast()
            .post(
                Paths.backups(stage.instance()),
                new Body().with("name", name).with("description", description)));
  }

  /// Asks for a restore into the original, tells where it can be watched, and waits for its end.
  ///
  /// @param consent the instance's name where it holds data that may be dropped
  OperationView restore(BackupName name, @Nullable String consent) {
    return watched(
        stage
            .holdfast()
            .post(
                Paths.RESTORES,
                new Body()
                    .with("source", stage.instance())
                    .with("backup", name)
                    .with("consent", consent)
                    .with("users", "take")));
  }

  BackupView backup(BackupName name) {
    return read(
        stage.holdfast().get(Paths.backup(stage.instance(), name)).path("backup"),
        BackupView.class);
  }

  RestoreView restoreOf(OperationView operation) {
    return read(stage.holdfast().get(Paths.restore(operation.id())), RestoreView.class);
  }

  private OperationView watched(JsonNode started) {
    OperationView operation = read(started.path("operation"), OperationView.class);
    stage.story().fact("Operation", operation.id());
    OperationView ended;
    try (ProgressLine progress = new ProgressLine(stage.terminal())) {
      OperationWatch watch = new OperationWatch(stage.holdfast(), mapper, PATIENCE);
      ended = read(watch.untilOver(operation.id(), progress), OperationView.class);
    }
    if (ended.temporalUi() != null) {
      stage.story().fact("In Temporal", ended.temporalUi());
    }
    return ended;
  }

  private <T> T read(JsonNode answer, Class<T> type) {
    return mapper.convertValue(answer, type);
  }
}
