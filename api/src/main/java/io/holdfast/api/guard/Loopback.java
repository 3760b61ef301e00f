package io.holdfast.api.guard;

import java.net.InetAddress;

/// The addresses that only this machine can reach.
final class Loopback {
  private static final String NAME = "localhost";

  private Loopback() {}

  /// Whether `host` is `localhost` or a loopback address. Asks no name server: a name is what the
  /// attacker controls.
  static boolean is(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (bare.equalsIgnoreCase(NAME)) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(bare).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// The host of a `Host` header, without its port.
  static String hostOf(String header) {
    int end = header.startsWith("[") ? header.indexOf(']') + 1 : header.indexOf(':');
    return end <= 0 ? header : header.substring(0, end);
  }
}
