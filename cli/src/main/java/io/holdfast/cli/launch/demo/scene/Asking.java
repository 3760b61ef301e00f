package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.backup.CopyFiles;
import io.holdfast.cli.operation.OperationWatch;
import io.holdfast.cli.operation.ProgressLine;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.Body;
import io.holdfast.cli.rest.FilesView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.OperationId;
import java.time.Duration;
import java.util.Optional;
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
    return watched(postRestore(name, consent, "take"));
  }

  private JsonNode postRestore(BackupName name, @Nullable String consent, @Nullable String users) {
    return stage
        .holdfast()
        .post(
            Paths.RESTORES,
            new Body()
                .with("source", stage.instance())
                .with("backup", name)
                .with("consent", consent)
                .with("users", users));
  }

  /// Asks for an external backup under a backup cursor, which Holdfast does not expect of a
  /// sandbox.
  OperationView startExternal(BackupName name) {
    return started(
        stage
            .holdfast()
            .post(
                Paths.backups(stage.instance()),
                new Body()
                    .with("name", name)
                    .with("method", "external")
                    .with("keeping", Keeping.BACKUP_CURSOR)));
  }

  /// The files that are to be copied now; empty while there are none.
  Optional<FilesView> files(BackupName name) {
    try {
      FilesView files = completeFiles(name);
      return files.token() == null ? Optional.empty() : Optional.of(files);
    } catch (ProblemException notNow) {
      return Optional.empty();
    }
  }

  FilesView completeFiles(BackupName name) {
    return read(new CopyFiles(stage.holdfast(), stage.instance(), name).all(), FilesView.class);
  }

  void finish(FilesView files) {
    var _ =
        stage
            .holdfast()
            .post(
                Paths.finish(files.instance(), files.backup()),
                new Body().with("token", files.token()));
  }

  /// Asks for a restore into the original, and does not wait for it.
  OperationView startRestore(BackupName name, String consent) {
    return started(postRestore(name, consent, null));
  }

  /// Where the restore wants the files; empty while it does not.
  Optional<JsonNode> restoreCopy(OperationId id) {
    try {
      JsonNode copy = stage.holdfast().get(Paths.restoreCopy(id));
      return copy.has("token") ? Optional.of(copy) : Optional.empty();
    } catch (ProblemException notNow) {
      return Optional.empty();
    }
  }

  void finishRestore(OperationId id, String token) {
    var _ = stage.holdfast().post(Paths.restoreFinish(id), new Body().with("token", token));
  }

  OperationView operation(OperationId id) {
    return read(stage.holdfast().get(Paths.operation(id)), OperationView.class);
  }

  private OperationView started(JsonNode answer) {
    return read(answer.path("operation"), OperationView.class);
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
    OperationView operation = started(started);
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
