package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.model.PointInTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A thread that keeps the oplog while the dump runs, so that a dump may take longer than the oplog
/// reaches back. It reads what a majority has, as soon as it has it; a piece becomes an object when
/// it is full or a minute old.
///
/// When it fails, the dump learns that from [#check]. Safe for many threads.
final class OplogFollower implements OplogGuard, AutoCloseable {
  /// How often it asks for more.
  static final Duration POLL = Duration.ofSeconds(1);

  /// What an attempt that dies loses of the oplog, and has to find there again.
  private static final Duration PIECE_AGE = Duration.ofMinutes(1);

  private final OplogCapture capture;
  private final SourceMember source;
  private final OplogWatch watch;
  private final Duration poll;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile PointInTime position;
  private volatile @Nullable Throwable failure;

  private OplogFollower(
      OplogCapture capture, SourceMember source, OplogWatch watch, Duration poll) {
    this.capture = capture;
    this.source = source;
    this.watch = watch;
    this.poll = poll;
    this.position = capture.position();
    this.thread = Thread.ofPlatform().name("holdfast-oplog").unstarted(this::follow);
  }

  /// Begins behind what the journal has.
  ///
  /// @param poll how often to ask for more
  static OplogFollower start(
      OplogCapture capture, SourceMember source, OplogWatch watch, Duration poll) {
    OplogFollower follower = new OplogFollower(capture, source, watch, poll);
    follower.thread.start();
    return follower;
  }

  private void follow() {
    try {
      capture.follow(new Beside());
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /// Does nothing while the oplog is being kept, and what is not kept yet is still there. Throws
  /// `MongoException`s.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OPLOG_ROLLED_OVER, or why the thread
  ///   failed
  @Override
  public void check() {
    rethrow();
    watch.check(position);
  }

  /// Keeps what is in hand, and ends.
  ///
  /// @throws RuntimeException why the thread failed
  void finish() {
    close();
    rethrow();
  }

  private void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// Ends when what is in hand was kept, for whoever goes on from there; at once when interrupted.
  @Override
  public void close() {
    ended.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The way beside the dump: behind the majority until the dump ends.
  private final class Beside implements OplogCapture.Course {
    private long begun = System.nanoTime();

    @Override
    public PointInTime reach() {
      return source.majorityPoint();
    }

    @Override
    public void passed(PointInTime at, long bytes) {
      position = at;
    }

    @Override
    public boolean waits() {
      try {
        boolean over = ended.await(poll.toMillis(), TimeUnit.MILLISECONDS);
        boolean old = System.nanoTime() - begun > PIECE_AGE.toNanos();
        if (old) {
          begun = System.nanoTime();
        }
        return !over && !old;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Stopped();
      }
    }

    @Override
    public boolean isOver() {
      return ended.getCount() == 0;
    }
  }
}
