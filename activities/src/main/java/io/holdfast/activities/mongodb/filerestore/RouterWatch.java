package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.restore.Gate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The wait until a cluster's routers are stopped. What takes connections at a router's address
/// counts as the router; one that cannot be reached from here counts as stopped, and the plan names
/// it.
public final class RouterWatch {
  /// The name of the gate, as in `docs/rules.md`.
  static final String RULE = "files-routers-in-reach";

  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final int CONNECT_MILLIS = 2_000;

  /// @param addresses `host:port`
  /// @return those that still take connections when the patience is over
  public List<String> awaitDown(List<String> addresses, Duration patience, Heartbeat heartbeat) {
    long begin = System.nanoTime();
    while (true) {
      List<String> up = addresses.stream().filter(RouterWatch::listens).toList();
      Duration spent = Duration.ofNanos(System.nanoTime() - begin);
      if (up.isEmpty() || spent.compareTo(patience) > 0) {
        return up;
      }
      heartbeat.beat(new Progress("routers", null, spent.toSeconds(), 0, "seconds", 0));
      Moment.require(MOMENT);
    }
  }

  /// The gate of a plan, which is open: it names the routers that cannot be asked from here, so
  /// that somebody else sees to them.
  static Gate gate(List<String> addresses) {
    List<String> silent = silent(addresses);
    return new Gate(
        RULE,
        null,
        silent.isEmpty()
            ? null
            : ("Not watched, because the worker cannot reach them: %s. See to it that these routers"
                    + " are stopped before servers start.")
                .formatted(String.join(", ", silent)));
  }

  /// All are asked at once: a plan is waited for.
  private static List<String> silent(List<String> addresses) {
    Map<String, Future<Answer>> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      addresses.forEach(router -> answers.put(router, threads.submit(() -> answer(router))));
    }
    return answers.entrySet().stream()
        .filter(asked -> asked.getValue().resultNow() == Answer.NONE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean listens(String address) {
    return answer(address) == Answer.TAKEN;
  }

  private enum Answer {
    TAKEN,
    REFUSED,
    NONE
  }

  private static Answer answer(String address) {
    MemberId router = MemberId.parse(address);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(router.host(), router.port()), CONNECT_MILLIS);
      return Answer.TAKEN;
    } catch (ConnectException e) {
      // The host is there, and nobody listens. A network that drops packets says something else.
      return String.valueOf(e.getMessage()).contains("refused") ? Answer.REFUSED : Answer.NONE;
    } catch (IOException e) {
      return Answer.NONE;
    }
  }
}
