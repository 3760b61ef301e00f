package io.holdfast.activities.mongodb.dump;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.member.Majority;
import io.holdfast.activities.mongodb.oplog.OplogEnds;
import io.holdfast.activities.mongodb.privilege.PrivilegeCheck;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.model.PointInTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// The member that a dump reads from, in the questions that a dump asks. Closing it closes its
/// client. Safe for many threads.
final class SourceMember implements AutoCloseable {
  static final BsonDocument MAJORITY = new BsonDocument("level", new BsonString("majority"));
  private static final BsonDocument LOCAL_CONCERN =
      new BsonDocument("level", new BsonString("local"));
  private static final Duration MAJORITY_WAIT = Duration.ofSeconds(60);
  private static final int PRIMARY = 1;
  private static final int SECONDARY = 2;
  private static final String LOCAL = "local";
  private static final String OPLOG = "oplog.rs";

  private final MongoClient client;
  private final String address;
  private final boolean hasOplog;
  private final Majority majority;

  /// @param client of this member only
  SourceMember(MongoClient client, String address) {
    this(client, address, true);
  }

  /// @param client of this member only
  /// @param hasOplog false for a standalone
  SourceMember(MongoClient client, String address, boolean hasOplog) {
    this.client = client;
    this.address = address;
    this.hasOplog = hasOplog;
    majority =
        new Majority(address, () -> run("admin", new BsonDocument("hello", new BsonInt32(1))));
  }

  String address() {
    return address;
  }

  boolean hasOplog() {
    return hasOplog;
  }

  /// What is read stays: of a replica set what a majority has, of a standalone everything.
  BsonDocument readConcern() {
    return hasOplog ? MAJORITY : LOCAL_CONCERN;
  }

  /// The member's own time.
  PointInTime clock() {
    BsonDocument hello = run("admin", new BsonDocument("hello", new BsonInt32(1)));
    return new PointInTime(
        Instant.ofEpochMilli(hello.getDateTime("localTime").getValue()).getEpochSecond(), 1);
  }

  /// Runs `work` on the member; whatever makes it impossible for now is SOURCE_LOST.
  ///
  /// @param what as the start of a sentence: `The dump of shop.orders`
  <T> T reading(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (MongoException e) {
      throw MongoErrors.translateOfSource(e, "%s from %s".formatted(what, address));
    }
  }

  /// Refuses to begin what would stop half-way.
  ///
  /// @throws HoldfastException ACCESS_DENIED
  boolean requirePrivileges(LogicalSource source, Task task) {
    PrivilegeCheck check =
        source.role() == null
            ? PrivilegeCheck.of(client, source.operation().instance())
            : PrivilegeCheck.of(
                client, source.operation().instance(), source.source().replicaSet());
    check.require(task);
    return true;
  }

  /// Opens a cursor by a command. It throws `MongoException`s; wrap its use in [#reading].
  RawCursor open(String database, BsonDocument command) {
    return RawCursor.open(client, database, command);
  }

  /// A short command's answer; throws `MongoException`.
  BsonDocument run(String database, BsonDocument command) {
    return client
        .getDatabase(database)
        .runCommand(command, ReadPreference.secondaryPreferred(), BsonDocument.class);
  }

  /// The newest position of the member that a majority of the set has, and that therefore stays;
  /// [Majority#BEFORE_ALL] while a member that was just started has heard of none.
  PointInTime majorityPoint() {
    return majority.point();
  }

  /// Waits until a majority of the set has what the member has at `position`.
  ///
  /// @param beat called while waiting
  /// @return the majority's position by then, which is never [Majority#BEFORE_ALL]
  /// @throws HoldfastException SOURCE_LOST when that takes too long
  PointInTime awaitMajority(PointInTime position, Runnable beat) {
    return majority.await(position, MAJORITY_WAIT, beat);
  }

  /// What the member is, and how far its newest write is behind its primary's as it knows it;
  /// nothing where it is the primary, or knows of none.
  Standing standing() {
    if (!hasOplog) {
      return new Standing(MemberState.PRIMARY, Duration.ZERO);
    }
    BsonDocument status = run("admin", new BsonDocument("replSetGetStatus", new BsonInt32(1)));
    List<BsonDocument> members =
        status.getArray("members").stream().map(BsonValue::asDocument).toList();
    Optional<Instant> own =
        newestWrite(members, member -> member.getBoolean("self", BsonBoolean.FALSE).getValue());
    Optional<Instant> primary =
        newestWrite(members, member -> member.getNumber("state").intValue() == PRIMARY);
    Duration lag =
        own.flatMap(at -> primary.map(newest -> Duration.between(at, newest)))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return new Standing(state(status.getNumber("myState").intValue()), lag);
  }

  private static MemberState state(int number) {
    return switch (number) {
      case PRIMARY -> MemberState.PRIMARY;
      case SECONDARY -> MemberState.SECONDARY;
      default -> MemberState.OTHER;
    };
  }

  /// What a member says of itself.
  record Standing(MemberState role, Duration lag) {}

  private static Optional<Instant> newestWrite(
      List<BsonDocument> members, Predicate<BsonDocument> wanted) {
    return members.stream()
        .filter(wanted)
        .filter(member -> member.containsKey("optimeDate"))
        .map(member -> Instant.ofEpochMilli(member.getDateTime("optimeDate").getValue()))
        .findFirst();
  }

  PointInTime newestEntry() {
    return OplogEnds.newest(client);
  }

  PointInTime oldestEntry() {
    return OplogEnds.oldest(client);
  }

  /// The oplog's entries between two positions, both inclusive, oldest first.
  RawCursor oplog(PointInTime from, PointInTime to) {
    BsonDocument range =
        new BsonDocument("$gte", Timestamps.toBson(from)).append("$lte", Timestamps.toBson(to));
    return open(
        LOCAL,
        new BsonDocument("find", new BsonString(OPLOG))
            .append("filter", new BsonDocument("ts", range)));
  }

  /// How large the oplog may grow, in bytes.
  long oplogMaxBytes() {
    return run(LOCAL, new BsonDocument("collStats", new BsonString(OPLOG)))
        .getNumber("maxSize", new BsonInt32(0))
        .longValue();
  }

  @Override
  public void close() {
    client.close();
  }
}
