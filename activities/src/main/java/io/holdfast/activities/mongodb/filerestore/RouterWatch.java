package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.activities.runtime.AtOnce;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The wait until a cluster's routers are stopped. What takes connections at a router's address
/// counts as the router. One whose host refuses them is stopped; one that says nothing may just be
/// busy, and counts as stopped when it was silent several times in a row: what cannot be reached
/// from here is so from the beginning, and the plan names it.
public final class RouterWatch {
  /// The name of the gate, as in `docs/rules.md`.
  static final String RULE = "files-routers-in-reach";

  /// How often in a row a router is silent that is taken to be stopped.
  static final int SILENCES = 5;

  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final int CONNECT_MILLIS = 2_000;

  private final Function<String, Answer> probe;
  private final Duration moment;

  public RouterWatch() {
    this(RouterWatch::answer, MOMENT);
  }

  /// @param probe what an address answers
  /// @param moment between two rounds
  RouterWatch(Function<String, Answer> probe, Duration moment) {
    this.probe = probe;
    this.moment = moment;
  }

  /// @param addresses `host:port`
  /// @return those that are not known to be stopped when the patience is over
  public List<String> awaitDown(List<String> addresses, Duration patience, Heartbeat heartbeat) {
    long begin = System.nanoTime();
    Map<String, Integer> silences = new HashMap<>();
    while (true) {
      List<Answer> answers = AtOnce.ask(addresses, probe);
      List<String> up = new ArrayList<>();
      for (int i = 0; i < addresses.size(); i++) {
        if (!isStopped(addresses.get(i), answers.get(i), silences)) {
          up.add(addresses.get(i));
        }
      }
      Duration spent = Duration.ofNanos(System.nanoTime() - begin);
      if (up.isEmpty() || spent.compareTo(patience) > 0) {
        return up;
      }
      heartbeat.beat(new Progress("routers", null, spent.toSeconds(), 0, "seconds", 0));
      Moment.require(moment);
    }
  }

  private static boolean isStopped(String address, Answer answer, Map<String, Integer> silences) {
    return switch (answer) {
      case TAKEN -> {
        silences.remove(address);
        yield false;
      }
      case REFUSED -> {
        silences.remove(address);
        yield true;
      }
      case NONE -> silences.merge(address, 1, Integer::sum) >= SILENCES;
    };
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

  private static List<String> silent(List<String> addresses) {
    List<Answer> answers = AtOnce.ask(addresses, RouterWatch::answer);
    return IntStream.range(0, addresses.size())
        .filter(i -> answers.get(i) == Answer.NONE)
        .mapToObj(addresses::get)
        .toList();
  }

  /// What becomes of a connection.
  enum Answer {
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
