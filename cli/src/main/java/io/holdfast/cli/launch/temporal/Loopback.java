package io.holdfast.cli.launch.temporal;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/// Ports of this machine's loopback address.
public final class Loopback {
  public static final String ADDRESS = "127.0.0.1";

  private Loopback() {}

  /// The port that somebody named, or else the usual one if it is free, or else any free one.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when the named port is taken
  public static int port(@Nullable Integer named, int usual, String what) {
    if (named != null && named != 0) {
      if (!isFree(named)) {
        throw new HoldfastException(
            ErrorCode.VALIDATION_FAILED,
            "Port %d, named for %s, is in use.".formatted(named, what),
            "Name another one, or none to have a free one chosen.");
      }
      return named;
    }
    return named == null && isFree(usual) ? usual : free();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers bind: a port that only lingers in TIME_WAIT is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
