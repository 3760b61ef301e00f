package io.holdfast.activities.mongodb.connect;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Why the driver found no server to send something to. It tells that only within the long text of
/// its exception, as its view of each server.
///
/// @param reason as it goes on after a colon
record Unselected(String reason, String hint) {
  private static final Pattern TYPE = Pattern.compile("^([^,}]+), type=([A-Z_]+)");
  private static final Pattern CAUSE =
      Pattern.compile("(?:exception=|caused by )\\{([^{}]{1,200})}");
  private static final String SERVER = "{address=";
  private static final int SHOWN = 3;

  /// @param message of a `MongoTimeoutException`
  static Unselected read(String message) {
    List<Seen> servers =
        Arrays.stream(message.split(Pattern.quote(SERVER), -1)).skip(1).map(Seen::read).toList();
    if (servers.isEmpty()) {
      return new Unselected(
          message.contains("servers=[]")
              ? "no host of the connection string is one of the replica set that it names"
              : "it took too long",
          "Check replicaSet= and the hosts in the connection string; 'holdfast instance show' says"
              + " more.");
    }
    String seen = servers.stream().limit(SHOWN).map(Seen::text).collect(Collectors.joining("; "));
    boolean primary = servers.stream().anyMatch(server -> server.is("REPLICA_SET_PRIMARY"));
    boolean secondary = servers.stream().anyMatch(server -> server.is("REPLICA_SET_SECONDARY"));
    return secondary && !primary
        ? new Unselected(
            "the replica set has no primary (%s)".formatted(seen),
            "More than half of its voting members must be up and reach each other to elect one;"
                + " rs.status() tells.")
        : new Unselected(
            seen,
            "Check that the members run, that their addresses are right and that the worker may"
                + " reach them.");
  }

  /// The driver's view of one server.
  private record Seen(String address, String type, String cause) {
    static Seen read(String text) {
      Matcher beginning = TYPE.matcher(text);
      boolean known = beginning.find();
      String deepest = "";
      Matcher cause = CAUSE.matcher(text);
      while (cause.find()) {
        deepest = cause.group(1);
      }
      return new Seen(
          known ? beginning.group(1) : "a server", known ? beginning.group(2) : "", deepest);
    }

    boolean is(String wanted) {
      return type.equals(wanted);
    }

    String text() {
      String state =
          switch (type) {
            case "REPLICA_SET_PRIMARY" -> "is the primary";
            case "REPLICA_SET_SECONDARY" -> "is a secondary";
            case "REPLICA_SET_ARBITER" -> "is an arbiter";
            case "REPLICA_SET_GHOST" -> "is in no replica set";
            case "REPLICA_SET_OTHER" -> "is neither primary nor secondary";
            case "STANDALONE" -> "is a standalone";
            default -> "does not answer";
          };
      return cause.isEmpty() ? address + " " + state : "%s (%s)".formatted(address, cause);
    }
  }
}
