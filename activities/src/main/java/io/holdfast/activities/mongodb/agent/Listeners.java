package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which process takes connections on which port, as Linux shows it below `/proc`. What it does not
/// show, of another user's processes or on another system, is nothing.
final class Listeners {
  /// Of a line of `net/tcp`, as in `0: 0100007F:6989 00000000:0000 0A … 61204 …`.
  private static final int ADDRESS = 1;

  private static final int STATE = 3;
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
    Set<Integer> ports = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : lines(own.resolve(table))) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        if (words.size() > SOCKET
            && words.get(STATE).equals(LISTENING)
            && sockets.contains("socket:[" + words.get(SOCKET) + "]")) {
          String address = words.get(ADDRESS);
          ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
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
          .anyMatch(one -> ports(one).contains(port));
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
