package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// The look at a member before anything of it is touched. Changes nothing.
final class MemberPreflight {
  private static final Pattern VERSION = Pattern.compile("db version v([0-9]+\\.[0-9]+[^\\s]*)");

  /// Journals have no size in a backup's list; each is this long.
  private static final long JOURNAL = 100L << 20;

  private final AgentSettings settings;
  private final DataFolder folder;
  private final OwnServer server;

  MemberPreflight(AgentSettings settings, DataFolder folder, OwnServer server) {
    this.settings = settings;
    this.folder = folder;
    this.server = server;
  }

  MemberReport look(MemberTask task, BackupHeader header, ExternalContent content)
      throws IOException {
    Optional<Marker> marker = folder.marker().read();
    Optional<OperationId> left =
        marker.map(Marker::operation).filter(operation -> !operation.equals(task.operation()));
    Optional<Marker> last = folder.last().read();
    String version = version();
    long free = Files.getFileStore(settings.dbPath()).getUsableSpace();
    long needed = needed(content);
    return new MemberReport(
        settings.member(),
        settings.dbPath().toString(),
        folder.newData().toString(),
        free,
        needed,
        version,
        server.isRunning(),
        left.orElse(null),
        header.method() == Method.PHYSICAL ? true : null,
        marker.or(() -> last).map(Marker::seen).orElse(null),
        refusal(task, header, content, version, free, needed),
        AgentContract.VERSION);
  }

  private @Nullable FailureInfo refusal(
      MemberTask task,
      BackupHeader header,
      ExternalContent content,
      String version,
      long free,
      long needed)
      throws IOException {
    try {
      Unfit.requireMember(settings, task.member());
      Optional<Marker> left = folder.marker().read();
      if (left.isPresent()) {
        new WayBack(settings.member(), folder).require(left.get().stage());
      } else {
        requireNothingLeft();
        new FolderCheck(settings.member(), folder).require();
        requireOwnServer();
      }
      requireVersion(header.server(), version);
      requireEngine(content);
      if (left.isEmpty()) {
        requireRoom(free, needed); // what was left takes room itself, and goes first
      }
      return null;
    } catch (HoldfastException e) {
      return FailureInfo.of(e);
    }
  }

  /// Without a marker there may be nothing of ours but old data that somebody wanted to keep.
  private void requireNothingLeft() throws IOException {
    if (Files.exists(folder.oldData())) {
      throw Unfit.because(
          settings.member(),
          "%s is there, but no restore that it belongs to.".formatted(folder.oldData()),
          "Look at it: it may be the only copy of old data. Move it out of the data folder.");
    }
  }

  /// A server that runs must work on the agent's data folder, or another's files would be moved.
  private void requireOwnServer() throws IOException {
    if (server.isListening()) {
      server.requireDataFolder();
    } else {
      server.requireSeen();
    }
    server.requireAddress();
  }

  private void requireVersion(ServerVersion backup, String version) {
    String major = new ServerVersion(version, "", "").major();
    if (!major.equals(backup.major())) {
      throw Unfit.because(
          settings.member(),
          "%s is of version %s, the backup of %s."
              .formatted(settings.mongod(), version.isEmpty() ? "?" : version, backup.version()),
          "Data files open with the same major version only; HOLDFAST_AGENT_MONGOD names the"
              + " program.");
    }
  }

  private void requireEngine(ExternalContent content) {
    String engine =
        BsonDocument.parse(content.storageOptions())
            .getString("engine", new BsonString("wiredTiger"))
            .getValue();
    if (!engine.equals("wiredTiger")) {
      throw Unfit.because(
          settings.member(),
          "the backup's files are of the storage engine '%s'.".formatted(engine),
          "Restore it by hand.");
    }
  }

  private void requireRoom(long free, long needed) {
    if (free < needed) {
      throw Unfit.because(
          settings.member(),
          "%d bytes are free, the backup's files take %d; the old data stays until the end."
              .formatted(free, needed),
          "Make room on the file system of the data folder.");
    }
  }

  private static long needed(ExternalContent content) {
    List<BackupFile> files = content.files();
    long journals =
        files.stream()
            .filter(file -> file.size() == null && file.path().startsWith("journal/"))
            .count();
    return ExternalContent.bytes(files) + journals * JOURNAL;
  }

  /// Empty when it does not say.
  private String version() {
    try (var output =
        new ProcessBuilder(settings.mongod(), "--version")
            .redirectErrorStream(true)
            .start()
            .getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = VERSION.matcher(said);
      return matcher.find() ? matcher.group(1) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
