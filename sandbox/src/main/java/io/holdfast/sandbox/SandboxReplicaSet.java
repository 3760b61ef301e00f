package io.holdfast.sandbox;

import io.holdfast.sandbox.command.Dispatcher;
import io.holdfast.sandbox.command.Server;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.MemberSettings;
import io.holdfast.sandbox.member.Peer;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.SetConfig;
import io.holdfast.sandbox.wire.Listener;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// A replica set of sandbox servers inside this process, each with data, oplog and port of its own.
public final class SandboxReplicaSet implements LocalReplicaSet {
  private static final Duration ELECTION_PATIENCE = Duration.ofSeconds(30);

  private final SandboxOptions options;
  private final Clock clock;
  private final List<Member> members = new ArrayList<>();
  private final ReplicaSet set;
  private final Map<Integer, Listener> listeners = new ConcurrentHashMap<>();

  private SandboxReplicaSet(SandboxOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    List<Integer> ports = FreePorts.fill(options.ports());
    for (int id = 0; id < ports.size(); id++) {
      boolean hidden = options.hidden().contains(id);
      MemberSettings settings =
          new MemberSettings(id, ports.get(id), hidden ? 0 : 1, hidden, Map.of());
      members.add(Member.ofSet(settings, options.oplogBytes(), clock));
    }
    List<MemberSettings> settings = members.stream().map(Member::settings).toList();
    SetConfig config = SetConfig.of(options.name(), settings, options.electionDelay());
    this.set = new ReplicaSet(config, members, clock);
  }

  /// Starts a set; when this returns it has a primary and all members listen.
  public static SandboxReplicaSet start(SandboxOptions options) {
    SandboxReplicaSet started = new SandboxReplicaSet(options, Clock.systemUTC());
    started.set.start();
    started.members.forEach(started::listen);
    return started;
  }

  private void listen(Member member) {
    Server server = Server.inMemory(member, clock, options.auth(), () -> stop(member));
    listeners.put(
        member.settings().id(), Listener.open(member.settings().port(), new Dispatcher(server)));
  }

  private void stop(Member member) {
    Listener listener = listeners.remove(member.settings().id());
    set.kill(member);
    if (listener != null) {
      listener.close();
    }
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public String uri() {
    return members.stream()
        .filter(member -> !member.settings().hidden())
        .map(member -> member.settings().host())
        .collect(Collectors.joining(",", "mongodb://", "/?replicaSet=" + options.name()));
  }

  @Override
  public List<LocalMember> members() {
    return members.stream().map(SandboxReplicaSet::toLocal).toList();
  }

  private static LocalMember toLocal(Peer member) {
    return new LocalMember(member.settings().id(), member.settings().port());
  }

  private Member member(LocalMember local) {
    return members.get(local.id());
  }

  @Override
  public LocalMember primary() {
    long deadline = System.nanoTime() + ELECTION_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Peer primary = set.primary();
      if (primary != null) {
        return toLocal(primary);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new IllegalStateException("the sandbox " + options.name() + " has no primary");
  }

  @Override
  public void kill(LocalMember local) {
    Member member = member(local);
    if (member.isUp()) {
      stop(member);
    }
  }

  @Override
  public void restart(LocalMember local) {
    Member member = member(local);
    if (!member.isUp()) {
      set.revive(member);
      listen(member);
    }
  }

  /// Keeps a member that far behind the primary, its oplog too; zero lets it catch up.
  public void lag(LocalMember local, Duration lag) {
    set.lag(member(local), lag);
  }

  /// Has the primary step down for a minute, so that another takes over.
  public void stepDown() {
    set.stepDown(member(primary()), Duration.ofSeconds(60), Duration.ofSeconds(10), false);
  }

  @Override
  public String describe() {
    return "Holdfast sandbox (no real MongoDB) with %d members: %s"
        .formatted(members.size(), uri());
  }

  @Override
  public void close() {
    set.close();
    listeners.values().forEach(Listener::close);
    listeners.clear();
  }
}
