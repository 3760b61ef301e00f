package io.holdfast.sandbox.remote;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.member.Heartbeat;
import io.holdfast.sandbox.member.MemberSettings;
import io.holdfast.sandbox.member.Peer;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.Role;
import io.holdfast.sandbox.member.Source;
import io.holdfast.sandbox.member.VoteRequest;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.wire.ClientConnection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A member in another process, as it was when it was last heard of. The two tell each other of
/// themselves (the server's `replSetHeartbeat`); who is silent for the election timeout is down.
public final class RemoteMember implements Peer {
  /// Each election timeout has so many heartbeats, and there is one every two seconds at least. A
  /// server has one every two seconds, and hears of its secondaries through their reading, too.
  private static final int BEATS = 4;

  private static final Duration BEAT = Duration.ofSeconds(2);

  private final MemberSettings settings;
  private final RemoteSource source;
  private final AtomicReference<@Nullable ReplicaSet> set =
      new AtomicReference<@Nullable ReplicaSet>();
  private final long knownSince = System.nanoTime();
  private volatile Heartbeat last = Heartbeat.NOBODY;
  private volatile long heardAt;
  private volatile boolean heard;

  public RemoteMember(MemberSettings settings) {
    this.settings = settings;
    this.source = new RemoteSource(this);
  }

  @Override
  public MemberSettings settings() {
    return settings;
  }

  @Override
  public void join(ReplicaSet joined) {
    set.set(joined);
  }

  ReplicaSet set() {
    return Objects.requireNonNull(set.get(), "it belongs to a set");
  }

  Duration patience() {
    return set().config().electionTimeout();
  }

  @Override
  public Role role() {
    boolean silent = !heard || System.nanoTime() - heardAt > patience().toNanos();
    return silent ? Role.DOWN : last.role();
  }

  @Override
  public OpTime applied() {
    return last.applied();
  }

  @Override
  public long appliedWall() {
    return last.wall();
  }

  @Override
  public int uptimeSeconds() {
    return (int) Duration.ofNanos(System.nanoTime() - knownSince).toSeconds();
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public void heard(Heartbeat beat) {
    last = beat;
    heardAt = System.nanoTime();
    heard = true;
    set().progress().changed();
  }

  @Override
  public boolean votes(VoteRequest request) {
    try (ClientConnection connection = connect()) {
      Doc reply = connection.admin(request.toDoc());
      Value term = reply.get("term");
      if (term != null) {
        set().learn(term.asLong());
      }
      return reply.flag("ok") && reply.flag("voteGranted");
    } catch (IOException silent) {
      return false;
    }
  }

  ClientConnection connect() throws IOException {
    return new ClientConnection(settings.port(), patience());
  }

  @Override
  public void accompany(ReplicaSet joined, Clock clock) {
    long quarter = joined.config().electionTimeout().toNanos() / BEATS;
    while (joined.isOpen()) {
      try (ClientConnection connection = connect()) {
        while (joined.isOpen()) {
          beat(connection);
          LockSupport.parkNanos(Math.min(BEAT.toNanos(), quarter));
        }
      } catch (IOException silent) {
        LockSupport.parkNanos(Math.min(BEAT.toNanos(), quarter) / BEATS);
      }
    }
  }

  /// Tells it of this process's member, and hears of it. One that has no configuration yet, or an
  /// older one, is told that, too; of servers it would ask for it.
  void beat(ClientConnection connection) throws IOException {
    boolean behind = exchange(connection, false) < set().config().version();
    if (behind) {
      var _ = exchange(connection, true);
    }
  }

  /// @return the version of its configuration
  private long exchange(ClientConnection connection, boolean withConfig) throws IOException {
    DocBuilder message = new DocBuilder().put("replSetHeartbeat", set().name());
    set().heartbeat().writeTo(message);
    if (withConfig) {
      message.put("config", set().config().doc());
    }
    Doc reply = connection.admin(message.build());
    if (!reply.flag("ok")) {
      throw new IOException("heartbeat of %s: %s".formatted(settings.host(), reply));
    }
    Heartbeat beat = parse(reply);
    if (beat.from() == settings.id()) {
      set().heard(beat);
    }
    return beat.config();
  }

  private static Heartbeat parse(Doc reply) throws IOException {
    try {
      return Heartbeat.parse(reply);
    } catch (IllegalArgumentException another) {
      throw new IOException("it is no server of the sandbox's", another);
    }
  }

  /// Whether a server is there that could become a member of that set: it waits for a configuration
  /// (the server's `QuorumChecker`).
  public static boolean isFree(MemberSettings settings, String set, Duration patience) {
    try (ClientConnection connection = new ClientConnection(settings.port(), patience)) {
      DocBuilder question = new DocBuilder().put("replSetHeartbeat", set);
      Heartbeat.NOBODY.writeTo(question);
      Doc reply = connection.admin(question.build());
      return reply.flag("ok") && parse(reply).role() == Role.STARTUP;
    } catch (IOException nobody) {
      return false;
    }
  }
}
