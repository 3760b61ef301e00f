package io.holdfast.sandbox;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// How a sandbox is started.
///
/// @param name the replica set's name
/// @param ports one for each member; 0 for a free one
/// @param hidden numbers of the members that are hidden and never become primary
/// @param oplogBytes how large the oplog gets before its oldest entries go
/// @param auth whether commands need a login
/// @param electionDelay how long a set is without a primary after it has lost one
public record SandboxOptions(
    String name,
    List<Integer> ports,
    Set<Integer> hidden,
    long oplogBytes,
    boolean auth,
    Duration electionDelay) {

  /// Three members named `rs0` on free ports, 256 MiB of oplog, no login.
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        "rs0", List.of(0, 0, 0), Set.of(), 256L << 20, false, Duration.ofMillis(300));
  }

  public SandboxOptions name(String value) {
    return new SandboxOptions(value, ports, hidden, oplogBytes, auth, electionDelay);
  }

  public SandboxOptions members(int count) {
    return ports(Collections.nCopies(count, 0));
  }

  public SandboxOptions ports(List<Integer> value) {
    return new SandboxOptions(name, List.copyOf(value), hidden, oplogBytes, auth, electionDelay);
  }

  public SandboxOptions hidden(Integer... members) {
    return new SandboxOptions(name, ports, Set.of(members), oplogBytes, auth, electionDelay);
  }

  public SandboxOptions oplogBytes(long value) {
    return new SandboxOptions(name, ports, hidden, value, auth, electionDelay);
  }

  public SandboxOptions auth(boolean value) {
    return new SandboxOptions(name, ports, hidden, oplogBytes, value, electionDelay);
  }

  public SandboxOptions electionDelay(Duration value) {
    return new SandboxOptions(name, ports, hidden, oplogBytes, auth, value);
  }
}
