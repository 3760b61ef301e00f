package io.holdfast.sandbox.session;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.OpTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// A member's sessions. Secondaries learn them from the oplog, so that a write can be retried on
/// whoever becomes primary. To be used inside the store's write lock.
public final class SessionTable {
  private final Map<UUID, Session> sessions = new HashMap<>();

  /// The session that a command's `lsid` names, new if it is not known.
  public Session of(Doc lsid) {
    UUID id = id(lsid);
    return sessions.computeIfAbsent(id, unknown -> new Session(withDigest(lsid, id)));
  }

  private static UUID id(Doc lsid) {
    Value id = lsid.get("id");
    UUID uuid = id == null ? null : id.uuid();
    if (uuid == null) {
      throw ServerError.LOCATION40414.because(
          "BSON field 'OperationSessionInfo.lsid.id' is missing but a required field");
    }
    return uuid;
  }

  private static Doc withDigest(Doc lsid, UUID id) {
    Value uid = lsid.get("uid");
    return new DocBuilder()
        .put("id", id)
        .put("uid", uid == null ? Values.binary(0, sha256(new byte[0])) : uid)
        .build();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /// Learns from an entry that another member wrote.
  public void observe(Doc entry) {
    Doc lsid = entry.doc("lsid");
    Value number = entry.get("txnNumber");
    if (lsid == null || number == null) {
      return;
    }
    Session session = of(lsid);
    session.advance(Math.max(number.asLong(), session.txnNumber()));
    Value stmtId = entry.get("stmtId");
    Value wall = Objects.requireNonNull(entry.get("wall"), "wall");
    session.wrote(stmtId == null ? null : (int) stmtId.asLong(), OpTime.of(entry), wall.int64());
    Doc o = entry.doc("o");
    if (stmtId == null && o != null && o.has("applyOps") && !o.flag("partialTxn")) {
      session.markCommitted();
    }
  }

  /// Ends a session, and the transaction that it has open.
  public void end(Doc lsid) {
    Session ended = sessions.get(id(lsid));
    if (ended != null) {
      ended.abort();
    }
  }

  /// Ends every open transaction, as a member does that is primary no longer.
  public void abortAll() {
    sessions.values().forEach(Session::abort);
  }

  public void clear() {
    abortAll();
    sessions.clear();
  }

  /// The documents of `config.transactions`.
  public List<Doc> rows() {
    List<Doc> rows = new ArrayList<>();
    for (Session session : sessions.values()) {
      Doc row = session.toRow();
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }
}
