package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The stages `$backupCursor` and `$backupCursorExtend`, and what is seen of the cursor in others.
/// A server without data files knows them as little as a Community server does.
final class BackupStages {
  private static final String OPEN = "$backupCursor";
  private static final String EXTEND = "$backupCursorExtend";

  private BackupStages() {}

  static boolean isOpening(Field stage) {
    return stage.name().equals(OPEN);
  }

  static boolean isExtension(Field stage) {
    return stage.name().equals(EXTEND);
  }

  private static OnDisk disk(Invocation call, Field stage) {
    OnDisk disk = call.server().disk();
    if (disk == null) {
      throw ServerError.LOCATION40324.because(
          "Unrecognized pipeline stage name: '%s'".formatted(stage.name()));
    }
    return disk;
  }

  /// Inside the store's lock.
  static Cursor open(Invocation call, Field stage, String namespace) {
    OnDisk disk = disk(call, stage);
    Field option = stage.value().doc().first();
    if (option != null) {
      throw ServerError.FAILED_TO_PARSE.because(
          "Unrecognized option '%s' in $backupCursor stage".formatted(option.name()));
    }
    return disk.backups().open(namespace, originating(call), session(call));
  }

  /// Outside of the store's lock, which others need while this waits.
  static Cursor extend(Invocation call, Field stage, String namespace) {
    OnDisk disk = disk(call, stage);
    Doc wanted = stage.value().doc();
    UUID backupId = required(wanted, "backupId").uuid();
    long timestamp = required(wanted, "timestamp").int64();
    List<Doc> journals =
        disk.backups()
            .extend(
                Objects.requireNonNullElse(backupId, new UUID(0, 0)), timestamp, call.maxTime());
    return new Cursor(namespace, DocSource.of(journals), Cursor.Tailing.NO, () -> {}, false);
  }

  private static Value required(Doc stage, String name) {
    Value value = stage.get(name);
    if (value == null) {
      throw ServerError.INVALID_OPTIONS.because("Required parameter missing: " + name);
    }
    return value;
  }

  private static Doc originating(Invocation call) {
    DocBuilder command = new DocBuilder();
    for (Field field : call.body()) {
      if (!field.name().equals("lsid") && !field.name().equals("$clusterTime")) {
        command.put(field);
      }
    }
    return command.build();
  }

  private static @Nullable UUID session(Invocation call) {
    Doc lsid = call.lsid();
    Value id = lsid == null ? null : lsid.get("id");
    return id == null ? null : id.uuid();
  }

  /// Refuses a `getMore` under another session than the cursor was opened in (the server's
  /// `validateLSID`).
  static void requireSession(Invocation call, long id, Cursor cursor) {
    Cursor.Origin origin = cursor.origin();
    if (origin == null) {
      return;
    }
    UUID asking = session(call);
    UUID owner = origin.session();
    String begin = "Cannot run getMore on cursor %d, which was ".formatted(id);
    CommandFailure refusal = null;
    if (owner == null && asking != null) {
      refusal =
          ServerError.LOCATION50736.because(
              begin + "not created in a session, in session " + asking);
    } else if (owner != null && asking == null) {
      refusal =
          ServerError.LOCATION50737.because(
              begin + "created in session " + owner + ", without an lsid");
    } else if (owner != null && !owner.equals(asking)) {
      refusal =
          ServerError.LOCATION50738.because(
              begin + "created in session " + owner + ", in session " + asking);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /// The lines of `$currentOp` about open cursors that nobody asks at the moment.
  static List<Doc> idleCursors(Invocation call) {
    return call.member().cursors().traced().entrySet().stream()
        .map(entry -> idleCursor(call, entry))
        .toList();
  }

  private static Doc idleCursor(Invocation call, Map.Entry<Long, Cursor> entry) {
    Cursor.Origin origin = Objects.requireNonNull(entry.getValue().origin(), "a traced cursor");
    return new DocBuilder()
        .put("type", "idleCursor")
        .put("host", call.member().settings().host())
        .put("ns", entry.getValue().namespace())
        .put("planSummary", "")
        .openDoc("cursor")
        .put("cursorId", entry.getKey().longValue())
        .put("noCursorTimeout", false)
        .put("tailable", true)
        .put("awaitData", false)
        .put("originatingCommand", origin.command())
        .close()
        .build();
  }
}
