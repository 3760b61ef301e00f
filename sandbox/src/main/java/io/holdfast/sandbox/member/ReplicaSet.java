package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.Oplog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The members of one replica set and who of them is primary. All of them live in this process and
/// see each other's state, so an election is a choice and not a vote; what clients see of it
/// (terms, election ids, writes that are lost with their primary) is as with real ones.
public final class ReplicaSet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaSet.class);
  private static final Duration NOOP_INTERVAL = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(50);

  private final String name;
  private final List<Member> members;
  private final Clock clock;
  private final Duration electionDelay;
  private final ObjectId id;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReplicationProgress progress;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean open = true;
  private volatile @Nullable Member primary;
  private volatile Election election = Election.NONE;
  private long leaderlessSince;
  private @Nullable Member barred;
  private long barredUntil;

  public ReplicaSet(String name, List<Member> members, Duration electionDelay, Clock clock) {
    this(name, new ObjectId(), members, electionDelay, clock);
  }

  /// @param id by which it is known, however it is called
  public ReplicaSet(
      String name, ObjectId id, List<Member> members, Duration electionDelay, Clock clock) {
    this.name = name;
    this.id = id;
    this.members = List.copyOf(members);
    this.electionDelay = electionDelay;
    this.clock = clock;
    this.progress = new ReplicationProgress(this.members);
  }

  /// Initiates the set: first entry, copies to all members, first primary; then runs.
  public void start() {
    Member first = members.getFirst();
    members.forEach(member -> member.join(this));
    Doc initiating = new DocBuilder().put("msg", "initiating set").build();
    first.note(initiating);
    SystemCollections.create(first, true);
    for (Member member : members) {
      if (!member.equals(first)) {
        new Replicator(member, this, clock).copyAll(first);
      }
      SystemCollections.createConfig(member, this);
    }
    run();
  }

  /// Goes on with members that hold what they held before; then runs.
  public void resume() {
    for (Member member : members) {
      member.join(this);
      election = new Election(Math.max(term(), member.requireOplog().last().term()), 0, 0);
      member.store().write(() -> learn(member));
    }
    run();
  }

  private static boolean learn(Member member) {
    member.requireOplog().all().forEach(member.sessions()::observe);
    member.noteProgress();
    return true;
  }

  private void run() {
    elect();
    for (Member member : members) {
      threads.add(Thread.ofVirtual().start(new Replicator(member, this, clock)::run));
    }
    threads.add(Thread.ofVirtual().start(this::tick));
  }

  public String name() {
    return name;
  }

  ObjectId id() {
    return id;
  }

  public List<Member> members() {
    return members;
  }

  public @Nullable Member primary() {
    return primary;
  }

  Election election() {
    return election;
  }

  public long term() {
    return election.term();
  }

  boolean isOpen() {
    return open;
  }

  /// How many members make a majority.
  public int majority() {
    return members.size() / 2 + 1;
  }

  /// The newest place that a majority has.
  public OpTime committed() {
    return progress.reachedBy(majority());
  }

  /// How far the members are, to wait for.
  public ReplicationProgress progress() {
    return progress;
  }

  /// Takes a member away as `kill -9` would.
  public void kill(Member member) {
    member.store().write(() -> leave(member, Role.DOWN));
    LOG.info("{} was killed", member.settings().host());
  }

  /// Brings a killed member back as a secondary.
  public void revive(Member member) {
    member.store().write(() -> leave(member, Role.SECONDARY));
  }

  private boolean leave(Member member, Role role) {
    lock.lock();
    try {
      member.role(role);
      member.sessions().abortAll();
      member.cursors().clear();
      if (member.equals(primary)) {
        primary = null;
        leaderlessSince = System.nanoTime();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Makes the primary a secondary for a while, once another can take over.
  public void stepDown(Member member, Duration forHowLong, Duration catchUp, boolean force) {
    boolean caught = progress.await(member.applied(), majority(), catchUp);
    if (!caught && !force) {
      throw ServerError.EXCEEDED_TIME_LIMIT.because(
          "No electable secondaries caught up as of now. Please use the replSetStepDown command"
              + " with the argument {force: true} to force node to step down.");
    }
    member
        .store()
        .write(
            () -> {
              barred = member;
              barredUntil = System.nanoTime() + forHowLong.toNanos();
              member.sessions().abortAll();
              return leave(member, Role.SECONDARY);
            });
  }

  public void lag(Member member, Duration lag) {
    member.lag(lag);
  }

  private void tick() {
    while (open) {
      members.forEach(member -> member.cursors().closeIdle());
      Member leader = primary;
      long up = members.stream().filter(Member::isUp).count();
      if (leader == null) {
        electWhenDue(up);
      } else if (up < majority()) {
        leader.store().write(() -> leave(leader, Role.SECONDARY));
      } else if (!leader.store().isFrozen()
          && clock.millis() - leader.appliedWall() > NOOP_INTERVAL.toMillis()) {
        leader.note(new DocBuilder().put("msg", "periodic noop").build());
      }
      LockSupport.parkNanos(TICK.toNanos());
    }
  }

  private void electWhenDue(long up) {
    long waited = System.nanoTime() - leaderlessSince;
    if (up >= majority() && waited >= electionDelay.toNanos()) {
      elect();
    }
  }

  private void elect() {
    members.stream()
        .filter(member -> member.isUp() && member.settings().priority() > 0)
        .filter(member -> !member.equals(barred) || System.nanoTime() > barredUntil)
        .max(
            Comparator.comparing(Member::applied)
                .thenComparingDouble(member -> member.settings().priority())
                .thenComparingInt(member -> -member.settings().id()))
        .ifPresent(winner -> winner.store().write(() -> lead(winner)));
  }

  private boolean lead(Member winner) {
    Oplog oplog = winner.requireOplog();
    long term = election.term() + 1;
    oplog.term(term);
    var noop =
        oplog.append(Operation.noop(new DocBuilder().put("msg", "new primary").build()), null);
    election = new Election(term, noop.place().ts(), clock.millis());
    winner.role(Role.PRIMARY);
    primary = winner;
    winner.noteProgress();
    LOG.info("{} is primary in term {}", winner.settings().host(), term);
    return true;
  }

  @Override
  public void close() {
    open = false;
    members.forEach(member -> member.store().wake());
    progress.close();
    threads.forEach(Thread::interrupt);
  }
}
