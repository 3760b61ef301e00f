package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import org.jspecify.annotations.Nullable;

/// A place in the oplog: the entry's timestamp (seconds in the upper, increment in the lower half)
/// and the term of the primary that wrote it.
public record OpTime(long ts, long term) implements Comparable<OpTime> {
  /// Before everything.
  public static final OpTime NONE = new OpTime(0, -1);

  /// The place of an oplog entry.
  public static OpTime of(Doc entry) {
    Value ts = entry.get("ts");
    Value term = entry.get("t");
    return new OpTime(ts == null ? 0 : ts.int64(), term == null ? -1 : term.asLong());
  }

  public static OpTime max(OpTime left, OpTime right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  /// Parses `{ts, t}`.
  public static OpTime parse(@Nullable Doc opTime) {
    return opTime == null ? NONE : of(opTime);
  }

  public long seconds() {
    return ts >>> 32;
  }

  public Doc toDoc() {
    return new DocBuilder(48).putTimestamp("ts", ts).put("t", term).build();
  }

  /// By term first, as the server compares: what a newer primary wrote goes before whatever an
  /// older one wrote late. A place without a term is compared by its time alone.
  @Override
  public int compareTo(OpTime other) {
    int byTerm = term < 0 || other.term < 0 ? 0 : Long.compare(term, other.term);
    return byTerm != 0 ? byTerm : Long.compareUnsigned(ts, other.ts);
  }
}
