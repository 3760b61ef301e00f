package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.Oplog;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who of a set's members is primary, and in which term, as far as this process knows. It is a
/// small version of what the server does ("Elections" in its `src/mongo/db/repl/README.md`):
///
/// - who hears of a newer term is primary no longer;
/// - after the election timeout without a primary a member asks all others whether they would vote
///   for it, and if a majority would, for their votes in the next term;
/// - each votes once in a term, and only for a candidate that has all that it has itself;
/// - a primary that does not reach a majority for the election timeout steps down.
///
/// It has no catch-up phase, no takeover by priority and no change of the configuration.
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final Duration NOOP_INTERVAL = Duration.ofSeconds(10);

  /// The server's `electionTimeoutOffsetLimitFraction`: so much later at random, so that two seldom
  /// stand at once.
  private static final double OFFSET = 0.15;

  private final ReplicaSet set;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Peer primary;
  private volatile Election election = Election.NONE;
  private volatile long quietSince = System.nanoTime();
  private Duration patience;
  private @Nullable Member barred;
  private long barredUntil;

  Leadership(ReplicaSet set, Clock clock) {
    this.set = set;
    this.clock = clock;
    patience = patience();
  }

  private Duration patience() {
    double offset = 1 + OFFSET * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (set.config().electionTimeout().toNanos() * offset));
  }

  @Nullable Peer primary() {
    return primary;
  }

  Election election() {
    return election;
  }

  /// Hears of a term.
  void learn(long term) {
    lock.lock();
    try {
      if (term <= election.term()) {
        return;
      }
      election = new Election(term, 0, 0);
      unseat();
    } finally {
      lock.unlock();
    }
    set.here().stream()
        .filter(Member::isPrimary)
        .forEach(old -> old.store().write(() -> leave(old, Role.SECONDARY)));
  }

  private void unseat() {
    primary = null;
    quietSince = System.nanoTime();
  }

  /// Hears from a member elsewhere.
  void heard(Peer from, Heartbeat beat) {
    learn(beat.term());
    lock.lock();
    try {
      if (beat.role() == Role.PRIMARY && beat.term() == election.term()) {
        primary = from;
        election = beat.elected();
        quietSince = System.nanoTime();
      } else if (from.equals(primary)) {
        unseat();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives a member of this process a role other than the primary's; inside its store's lock.
  boolean leave(Member member, Role role) {
    lock.lock();
    try {
      member.role(role);
      member.sessions().abortAll();
      member.cursors().clear();
      if (member.equals(primary)) {
        unseat();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Keeps a member from standing for a while.
  void bar(Member member, Duration forHowLong) {
    barred = member;
    barredUntil = System.nanoTime() + forHowLong.toNanos();
  }

  /// Does what is due.
  void tick() {
    Peer leader = primary;
    if (leader instanceof Member own) {
      hold(own);
    } else if (System.nanoTime() - quietSince > patience.toNanos()) {
      lock.lock();
      try {
        unseat();
      } finally {
        lock.unlock();
      }
      patience = patience();
      elect();
    }
  }

  private void hold(Member leader) {
    if (set.reachable() < set.majority()) {
      leader.store().write(() -> leave(leader, Role.SECONDARY));
    } else if (!leader.store().isFrozen()
        && clock.millis() - leader.appliedWall() > NOOP_INTERVAL.toMillis()) {
      leader.note(new DocBuilder().put("msg", "periodic noop").build());
    }
  }

  /// Has the best member of this process stand, if the others would elect it.
  void elect() {
    candidate()
        .filter(candidate -> hasVotes(candidate, election.term(), true))
        .ifPresent(this::stand);
  }

  private Optional<Member> candidate() {
    return set.here().stream()
        .filter(member -> member.role() == Role.SECONDARY && member.settings().priority() > 0)
        .filter(member -> !member.equals(barred) || System.nanoTime() > barredUntil)
        .max(
            Comparator.comparing(Member::applied)
                .thenComparingDouble(member -> member.settings().priority())
                .thenComparingInt(member -> -member.settings().id()));
  }

  /// Asks for the votes of the next term.
  boolean stand(Member candidate) {
    long term = election.term() + 1;
    return hasVotes(candidate, term, false) && candidate.store().write(() -> lead(candidate, term));
  }

  private boolean hasVotes(Member candidate, long term, boolean dryRun) {
    int number = candidate.settings().id();
    OpTime newest = candidate.applied();
    VoteRequest request = new VoteRequest(set.name(), dryRun, term, number, newest);
    return set.members().stream().filter(member -> member.votes(request)).count() >= set.majority();
  }

  private boolean lead(Member winner, long term) {
    lock.lock();
    try {
      if (election.term() != term || winner.role() != Role.SECONDARY) {
        return false;
      }
      Oplog oplog = winner.requireOplog();
      oplog.term(term);
      var noop =
          oplog.append(Operation.noop(new DocBuilder().put("msg", "new primary").build()), null);
      election = new Election(term, noop.place().ts(), clock.millis());
      winner.role(Role.PRIMARY);
      primary = winner;
    } finally {
      lock.unlock();
    }
    winner.noteProgress();
    set.hurry();
    LOG.info("{} is primary in term {}", winner.settings().host(), term);
    return true;
  }
}
