package io.holdfast.activities.mongodb.oplog;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of the oplog, or an operation within one, taken apart but not interpreted. What an
/// operation within another does not say for itself comes from the outer one.
///
/// @param op `i`, `u`, `d`, `c` or `n`
/// @param o what was done; null in nothing that the server writes
/// @param session the bytes of `lsid` and `txnNumber`, as text; null outside sessions
/// @param upsert whether an update of a document that is not there inserts it
/// @param multiOpType 1 where an `applyOps` only bundles writes and is no transaction
record RawEntry(
    PointInTime at,
    String op,
    Namespace namespace,
    @Nullable UUID uuid,
    @Nullable RawDocument o,
    @Nullable RawDocument o2,
    @Nullable String session,
    boolean continuesChain,
    boolean upsert,
    int multiOpType) {
  private static final PointInTime NEVER = new PointInTime(0, 0);
  private static final Namespace NOWHERE = new Namespace("", "");

  /// Reads an entry as it lies in `local.oplog.rs`.
  static RawEntry parse(RawDocument entry) {
    return new Parser(entry, NEVER).parse();
  }

  /// Reads an operation that lies within an entry committed at `at`.
  static RawEntry parseWithin(RawDocument operation, PointInTime at) {
    return new Parser(operation, at).parse();
  }

  /// The field `o`, which this entry must have.
  RawDocument document() {
    return required(o, "o");
  }

  /// The field `o2`, which this entry must have.
  RawDocument target() {
    return required(o2, "o2");
  }

  /// The name of a command: that of the first field; empty when there is none.
  String command() {
    RawElements fields = RawElements.of(document());
    return fields.advance() ? fields.name() : "";
  }

  private RawDocument required(@Nullable RawDocument part, String field) {
    if (part == null) {
      throw OplogErrors.unsupported(at, "an entry of type '%s' without '%s'".formatted(op, field));
    }
    return part;
  }

  private static final class Parser {
    private final RawDocument entry;
    private final RawElements fields;
    private PointInTime at;
    private String op = "";
    private Namespace namespace = NOWHERE;
    private @Nullable UUID uuid;
    private @Nullable RawDocument o;
    private @Nullable RawDocument o2;
    private String session = "";
    private boolean transaction;
    private boolean continuesChain;
    private boolean upsert;
    private int multiOpType;

    Parser(RawDocument entry, PointInTime at) {
      this.entry = entry;
      this.fields = RawElements.of(entry);
      this.at = at;
    }

    RawEntry parse() {
      while (fields.advance()) {
        switch (fields.name()) {
          case "ts" -> at = time(fields);
          case "op" -> op = fields.text();
          case "ns" ->
              namespace = fields.text().isEmpty() ? NOWHERE : Namespace.parse(fields.text());
          case "ui" -> uuid = uuid(fields);
          case "o" -> o = value();
          case "o2" -> o2 = value();
          case "lsid" -> session += hex();
          case "txnNumber" -> {
            session += ":" + fields.int64();
            transaction = true;
          }
          case "prevOpTime" -> continuesChain = continues(value());
          case "b" -> upsert = entry.bytes()[fields.valueOffset()] != 0;
          case "multiOpType" -> multiOpType = fields.int32();
          default -> {
            // Terms, wall clocks, statement ids, images for retries: nothing that a restore needs.
          }
        }
      }
      return new RawEntry(
          at,
          op,
          namespace,
          uuid,
          o,
          o2,
          transaction ? session : null,
          continuesChain,
          upsert,
          multiOpType);
    }

    private RawDocument value() {
      return new RawDocument(entry.bytes(), fields.valueOffset(), fields.valueLength());
    }

    private String hex() {
      return HexFormat.of()
          .formatHex(
              entry.bytes(), fields.valueOffset(), fields.valueOffset() + fields.valueLength());
    }

    private UUID uuid(RawElements element) {
      // Length and subtype come first.
      ByteBuffer bytes = ByteBuffer.wrap(entry.bytes(), element.valueOffset() + 5, 16);
      return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static boolean continues(RawDocument opTime) {
      RawElements elements = RawElements.of(opTime);
      while (elements.advance()) {
        if (elements.name().equals("ts")) {
          return !time(elements).equals(NEVER);
        }
      }
      return false;
    }
  }

  private static PointInTime time(RawElements element) {
    long value = element.int64();
    return new PointInTime(value >>> 32, value & 0xFFFF_FFFFL);
  }
}
