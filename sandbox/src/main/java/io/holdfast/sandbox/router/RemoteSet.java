package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.wire.ClientConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A replica set of the cluster as a router reaches it: by its primary, whoever that is. Reads go
/// there, too. Safe for many threads.
final class RemoteSet {
  /// As a router waits for a primary (`Shard::kDefaultConfigCommandTimeout` and its kin are longer,
  /// the targeter's `kFindHostMaxWaitTime` is this).
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Doc HELLO = new DocBuilder().put("hello", 1).build();

  /// What a server answers that has done nothing because it is not, or no longer, primary.
  private static final Set<ServerError> NOT_PRIMARY =
      Set.of(
          ServerError.NOT_WRITABLE_PRIMARY,
          ServerError.NOT_PRIMARY_NO_SECONDARY_OK,
          ServerError.NOT_PRIMARY_OR_SECONDARY,
          ServerError.NOT_YET_INITIALIZED);

  /// The primary's port, with connections to it that nobody uses.
  private record Primary(int port, Deque<ClientConnection> idle) {
    void close() {
      for (ClientConnection next = idle.poll(); next != null; next = idle.poll()) {
        end(next);
      }
    }
  }

  private final String name;
  private volatile List<String> hosts;
  private volatile @Nullable Primary primary;

  /// @param address `name/host:port,host:port`; hosts are of this machine
  RemoteSet(String address) {
    int slash = address.indexOf('/');
    if (slash < 1 || slash == address.length() - 1) {
      throw ServerError.FAILED_TO_PARSE.because(
          "'%s' is no set/host:port,host:port".formatted(address));
    }
    name = address.substring(0, slash);
    hosts = List.of(address.substring(slash + 1).split(",", -1));
  }

  String name() {
    return name;
  }

  /// `name/host:port,host:port`, with the members that its primary tells.
  String address() {
    return name + "/" + String.join(",", hosts);
  }

  List<String> hosts() {
    return hosts;
  }

  /// The primary's reply, whether it says ok or not.
  ///
  /// @throws CommandFailure FailedToSatisfyReadPreference when there is no primary for a while,
  ///   HostUnreachable when it goes away under the command
  Doc run(Doc command) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Primary asked = primary == null ? find() : primary;
      Doc reply = asked == null ? null : ask(asked, command);
      if (reply != null && !isNotPrimary(reply)) {
        return reply;
      }
      forget(asked);
      if (System.nanoTime() > deadline) {
        throw ServerError.FAILED_TO_SATISFY_READ_PREFERENCE.because(
            "Could not find host matching read preference { mode: \"primary\" } for set " + name);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean isNotPrimary(Doc reply) {
    Value code = reply.get("code");
    return !reply.flag("ok")
        && code != null
        && NOT_PRIMARY.stream().anyMatch(error -> error.code() == code.asLong());
  }

  /// Null when nobody listens there.
  private @Nullable Doc ask(Primary asked, Doc command) {
    ClientConnection connection = asked.idle().poll();
    try {
      connection = connection == null ? new ClientConnection(asked.port(), ANSWER) : connection;
    } catch (IOException nobody) {
      return null;
    }
    try {
      Doc reply = connection.run(command);
      asked.idle().push(connection);
      return reply;
    } catch (IOException gone) {
      end(connection);
      forget(asked);
      throw unreachable(command, gone);
    }
  }

  /// Nobody knows whether it was done: the client may ask again what can be asked again.
  private CommandFailure unreachable(Doc command, IOException gone) {
    CommandFailure failure =
        ServerError.HOST_UNREACHABLE.because("the primary of %s: %s".formatted(name, gone));
    return command.has("txnNumber") ? failure.labelled("RetryableWriteError") : failure;
  }

  private @Nullable Primary find() {
    for (String host : hosts) {
      int port = Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
      try (ClientConnection connection = new ClientConnection(port, PATIENCE)) {
        Doc hello = connection.admin(HELLO);
        if (hello.flag("isWritablePrimary") && name.equals(hello.string("setName"))) {
          learn(hello.get("hosts"));
          Primary found = new Primary(port, new ConcurrentLinkedDeque<>());
          primary = found;
          return found;
        }
      } catch (IOException next) {
        // Another one may be primary.
      }
    }
    return null;
  }

  private void learn(@Nullable Value told) {
    if (told != null) {
      hosts = told.doc().values().stream().map(Value::string).toList();
    }
  }

  private synchronized void forget(@Nullable Primary asked) {
    if (asked != null) {
      asked.close();
      if (asked.equals(primary)) {
        primary = null;
      }
    }
  }

  private static void end(ClientConnection connection) {
    try {
      connection.close();
    } catch (IOException ignored) {
      // It is of no use any more.
    }
  }
}
