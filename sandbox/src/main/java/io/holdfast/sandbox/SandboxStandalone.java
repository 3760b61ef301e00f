package io.holdfast.sandbox;

import io.holdfast.sandbox.command.Dispatcher;
import io.holdfast.sandbox.command.Server;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.SystemCollections;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.wire.Listener;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A sandbox server that belongs to no replica set: it has no oplog, and no transactions.
public final class SandboxStandalone implements AutoCloseable {
  private final int port;
  private final AtomicReference<@Nullable Listener> listener =
      new AtomicReference<@Nullable Listener>();

  private SandboxStandalone(int port) {
    this.port = port;
  }

  /// Starts one on the port, or on a free one for 0.
  public static SandboxStandalone start(int port) {
    int chosen = FreePorts.fill(List.of(port)).getFirst();
    SandboxStandalone started = new SandboxStandalone(chosen);
    Member member = Member.standalone(chosen, new Store());
    SystemCollections.create(member, false);
    Server server = Server.inMemory(member, Clock.systemUTC(), false, started::close);
    started.listener.set(Listener.open(chosen, new Dispatcher(server)));
    return started;
  }

  public String uri() {
    return "mongodb://127.0.0.1:" + port + "/";
  }

  @Override
  public void close() {
    Listener open = listener.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }
}
