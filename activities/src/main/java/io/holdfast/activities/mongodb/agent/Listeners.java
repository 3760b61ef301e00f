package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which process takes connections on which port, as Linux shows it below `/proc`. What it does not
/// show, of another user's processes or on another system, is nothing; but the ports of another
/// user are shown to be that user's.
final class Listeners {
  /// Of a line of `net/tcp`, as in `0: 0100007F:6989 00000000:0000 0A … 1001 0 61204 …`.
  private static final int ADDRESS = 1;

  private static final int STATE = 3;
  private static final int USER = 7;
  private static final int SOCKET = 9;
  private static final String LISTENING = "0A";

  private final Path proc;

  Listeners(Path proc) {
    this.proc = proc;
  }

  /// Those of `process`.
  Set<Integer> ports(long process) {
    Path own = proc.resolve(Long.toString(process));
    Set<String> sockets = sockets(own.resolve("fd"));
    return listening(own).stream()
        .filter(one -> sockets.contains("socket:[" + one.socket() + "]"))
        .map(Listening::port)
        .collect(Collectors.toSet());
  }

  private record Listening(int port, String user, String socket) {}

  /// Those of all processes that share the network of the one that is shown in `own`.
  private static List<Listening> listening(Path own) {
    List<Listening> found = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : lines(own.resolve(table))) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        if (words.size() > SOCKET && words.get(STATE).equals(LISTENING)) {
          String address = words.get(ADDRESS);
          int port = Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
          found.add(new Listening(port, words.get(USER), words.get(SOCKET)));
        }
      }
    }
    return found;
  }

  /// Whether that port is the process's, or may be: where its sockets are not shown, its user's.
  private boolean has(long process, int port) {
    Path own = proc.resolve(Long.toString(process));
    if (Files.isReadable(own.resolve("fd"))) {
      return ports(process).contains(port);
    }
    String user = user(own);
    return listening(own).stream().anyMatch(one -> one.port() == port && one.user().equals(user));
  }

  private static String user(Path own) {
    try {
      return String.valueOf(Files.getAttribute(own, "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /// Whether another database server than `process` has `port`. Whatever else has it may lead to
  /// that process.
  boolean isAnotherServers(int port, long process) {
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .map(one -> one.getFileName().toString())
          .filter(name -> name.matches("[0-9]{1,18}"))
          .mapToLong(Long::parseLong)
          .filter(one -> one != process && isServer(one))
          .anyMatch(one -> has(one, port));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private boolean isServer(long process) {
    return lines(proc.resolve(Long.toString(process)).resolve("comm")).stream()
        .anyMatch(name -> name.contains("mongo"));
  }

  private static Set<String> sockets(Path descriptors) {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.map(Listeners::target).collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException e) {
      return Set.of();
    }
  }

  /// Empty for one that was closed meanwhile.
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
