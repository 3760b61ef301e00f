package io.holdfast.activities.mongodb.lock;

import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.lock.Word.Kind;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One watch over a member's lock: what a watchdog does from its start to its end.
///
/// Nobody continues a copy whose worker is gone, so nothing is waited for: the lock goes at once. A
/// lock of a later round, or of somebody else, has another mark, and stays.
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /// How often the connection is used, so that nobody takes it for idle.
  private static final Duration TOUCH = Duration.ofSeconds(30);

  private static final Duration MOMENT = Duration.ofMillis(500);

  /// How long somebody who is being stopped together with the watchdog may take to unlock.
  private static final Duration GRACE = Duration.ofSeconds(15);

  /// How long a lock may still take that was asked for before it was known.
  private static final Duration TAKING = Duration.ofMinutes(1);

  /// How long a member that cannot be reached is tried. It is then taken for dead, and its lock
  /// with it.
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final MemberLock member;
  private final String address;
  private final BlockingQueue<Word> words = new LinkedBlockingQueue<>();
  private long deadline;
  private boolean armed;
  private @Nullable LockMark mark;

  /// @param longest after how long the member is unlocked in any case
  Watch(MemberLock member, String address, Duration longest) {
    this.member = member;
    this.address = address;
    deadline = System.nanoTime() + longest.toNanos();
  }

  /// Lets the watch hear something. Safe for many threads.
  void hear(Word word) {
    words.add(word);
  }

  /// Watches until there is nothing to undo, and undoes it before.
  void keep() throws InterruptedException {
    while (true) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        undo("its time is over");
        return;
      }
      Word word = words.poll(Math.min(left, TOUCH.toNanos()), TimeUnit.NANOSECONDS);
      if (word == null) {
        touch();
      } else if (word.kind() == Kind.RELEASED) {
        return;
      } else if (word.kind() == Kind.GONE) {
        undo("whoever locked it is gone");
        return;
      } else {
        note(word);
      }
    }
  }

  private void note(Word word) {
    switch (word.kind()) {
      case LOCKING -> armed = true;
      case LOCKED -> mark = word.mark();
      case TERMINATED -> deadline = Math.min(deadline, System.nanoTime() + GRACE.toNanos());
      case RELEASED, GONE -> throw new IllegalArgumentException("an end: " + word);
    }
  }

  private void touch() {
    try {
      var _ = member.isLocked();
    } catch (MongoException e) {
      LOG.warn("The watchdog of {} cannot reach it: {}", address, e.getMessage());
    }
  }

  private void undo(String why) throws InterruptedException {
    long begin = System.nanoTime();
    boolean over = !armed;
    while (!over && System.nanoTime() - begin < PATIENCE.toNanos()) {
      over = isUndone(why, System.nanoTime() - begin);
      if (!over) {
        TimeUnit.NANOSECONDS.sleep(MOMENT.toNanos());
      }
    }
    if (!over) {
      LOG.error("{} could not be asked; if it is locked, run db.fsyncUnlock() there", address);
    }
  }

  private boolean isUndone(String why, long spent) {
    try {
      if (!member.isLocked()) {
        return mark != null || spent > TAKING.toNanos();
      }
      if (mark != null && !mark.equals(member.mark())) {
        LOG.warn("{} is locked by somebody else, and stays so", address);
        return true;
      }
      member.unlock();
      LOG.warn("{} was unlocked by its watchdog: {}", address, why);
      return true;
    } catch (MongoException e) {
      LOG.warn("{} cannot be unlocked yet: {}", address, e.getMessage());
      return false;
    }
  }
}
