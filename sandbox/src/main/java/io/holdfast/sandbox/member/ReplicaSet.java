package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.OpTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The members of one replica set as this process sees them. Some of them live here, all or one;
/// the others elsewhere.
public final class ReplicaSet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaSet.class);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration FIRST_ELECTION = Duration.ofSeconds(3);

  private final SetConfig config;
  private final List<Peer> members;
  private final List<Member> here;
  private final Clock clock;
  private final ReplicationProgress progress;
  private final Leadership leadership;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean open = true;

  /// @param members in the order of the configuration
  public ReplicaSet(SetConfig config, List<? extends Peer> members, Clock clock) {
    this.config = config;
    this.members = List.copyOf(members);
    this.here = members.stream().filter(Member.class::isInstance).map(Member.class::cast).toList();
    this.clock = clock;
    this.progress = new ReplicationProgress(this);
    this.leadership = new Leadership(this, clock);
  }

  /// Initiates the set: first entry, copies to all members of this process, first primary; then
  /// runs.
  public void start() {
    Member first = here.getFirst();
    members.forEach(member -> member.join(this));
    first.note(new DocBuilder().put("msg", "initiating set").build());
    first.role(Role.SECONDARY);
    SystemCollections.create(first, true);
    for (Member member : here) {
      if (!member.equals(first)) {
        copy(first, member);
      }
      SystemCollections.createConfig(member, this);
    }
    run();
    // Who initiates is the first to stand, without the wait of a server: nobody else has anything.
    // The others have to have the configuration first.
    long deadline = System.nanoTime() + FIRST_ELECTION.toNanos();
    leadership.elect();
    while (primary() == null && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TICK.toNanos());
      leadership.elect();
    }
  }

  private void copy(Member from, Member to) {
    try {
      new Replicator(to, this, clock).copyAll(from.source());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes the configuration that another member has told: all else is copied from the primary.
  public void adopt() {
    members.forEach(member -> member.join(this));
    here.forEach(member -> SystemCollections.createConfig(member, this));
    run();
  }

  /// Goes on with members that hold what they held before; then runs.
  public void resume() {
    members.forEach(member -> member.join(this));
    for (Member member : here) {
      leadership.learn(member.ballot().newestTerm());
      member.store().write(() -> learn(member));
    }
    run();
    if (members.size() == here.size()) {
      leadership.elect();
    }
  }

  private static boolean learn(Member member) {
    member.requireOplog().all().forEach(member.sessions()::observe);
    member.noteProgress();
    return true;
  }

  private void run() {
    for (Peer member : members) {
      threads.add(Thread.ofVirtual().start(() -> member.accompany(this, clock)));
    }
    threads.add(Thread.ofVirtual().start(this::tick));
  }

  private void tick() {
    while (open) {
      here.forEach(member -> member.cursors().closeIdle());
      leadership.tick();
      LockSupport.parkNanos(TICK.toNanos());
    }
  }

  /// Has every member told at once what has changed.
  void hurry() {
    threads.forEach(LockSupport::unpark);
  }

  public String name() {
    return config.name();
  }

  public SetConfig config() {
    return config;
  }

  public List<Peer> members() {
    return members;
  }

  /// The members that live in this process.
  List<Member> here() {
    return here;
  }

  public @Nullable Peer primary() {
    return leadership.primary();
  }

  Election election() {
    return leadership.election();
  }

  public long term() {
    return election().term();
  }

  public boolean isOpen() {
    return open;
  }

  /// How many members make a majority.
  public int majority() {
    return members.size() / 2 + 1;
  }

  long reachable() {
    return members.stream().filter(Peer::isUp).count();
  }

  /// The newest place that a majority has.
  public OpTime committed() {
    return progress.committed();
  }

  /// How far the members are, to wait for.
  public ReplicationProgress progress() {
    return progress;
  }

  /// What a member of this process tells the others.
  public Heartbeat heartbeat() {
    Member own = here.getFirst();
    return new Heartbeat(
        own.settings().id(),
        own.role(),
        term(),
        config.version(),
        own.applied(),
        own.appliedWall(),
        committed(),
        own.isPrimary() ? election() : Election.NONE);
  }

  /// Takes what a member elsewhere tells of itself.
  public void heard(Heartbeat beat) {
    members.stream()
        .filter(member -> member.settings().id() == beat.from())
        .findFirst()
        .ifPresent(
            from -> {
              leadership.heard(from, beat);
              from.heard(beat);
              progress.told(beat.committed());
            });
  }

  /// Hears of a term.
  public void learn(long term) {
    leadership.learn(term);
  }

  /// Takes a member of this process away as `kill -9` would.
  public void kill(Member member) {
    member.store().write(() -> leadership.leave(member, Role.DOWN));
    LOG.info("{} was killed", member.settings().host());
  }

  /// Brings a killed member back as a secondary.
  public void revive(Member member) {
    member.store().write(() -> leadership.leave(member, Role.SECONDARY));
  }

  /// Makes the primary a secondary for a while, once another can take over.
  public void stepDown(Member member, Duration forHowLong, Duration catchUp, boolean force) {
    OpTime place = member.applied();
    if (!progress.await(() -> progress.has(place, majority()), catchUp) && !force) {
      throw ServerError.EXCEEDED_TIME_LIMIT.because(
          "No electable secondaries caught up as of now. Please use the replSetStepDown command"
              + " with the argument {force: true} to force node to step down.");
    }
    leadership.bar(member, forHowLong);
    member.store().write(() -> leadership.leave(member, Role.SECONDARY));
    hurry();
  }

  /// Has a member of this process stand for election at once.
  ///
  /// @return whether it was elected, or was primary already
  public boolean stepUp(Member member) {
    return member.isPrimary() || (member.role() == Role.SECONDARY && leadership.stand(member));
  }

  public void lag(Member member, Duration lag) {
    member.lag(lag);
  }

  @Override
  public void close() {
    open = false;
    here.forEach(member -> member.store().wake());
    progress.close();
    // Not interrupted: a thread that writes a file would lose it.
    hurry();
  }
}
