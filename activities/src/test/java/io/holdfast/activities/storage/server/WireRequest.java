package io.holdfast.activities.storage.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A request of HTTP as it came from a client, read whole.
final class WireRequest {
  private final String head;
  private final byte[] body;

  private WireRequest(String head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /// Reads one; a client that waits to be told to go on is told so.
  static WireRequest read(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    String head = new String(readHead(in), StandardCharsets.ISO_8859_1);
    if (header(head, "expect").equals("100-continue")) {
      client
          .getOutputStream()
          .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    String length = header(head, "content-length");
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    return new WireRequest(head, body);
  }

  /// The bytes up to and with the empty line.
  static byte[] readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
    return head.toByteArray();
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /// Method and target.
  String name() {
    return head.substring(0, head.indexOf(" HTTP/"));
  }

  WireRequest damaged() {
    byte[] other = Arrays.copyOf(body, body.length);
    other[other.length / 2] ^= 1;
    return new WireRequest(head, other);
  }

  /// Sends it on, as the only one of its connection.
  void send(OutputStream out) throws IOException {
    String headers =
        head.lines()
            .filter(line -> !line.isEmpty())
            .filter(line -> !line.regionMatches(true, 0, "expect:", 0, 7))
            .filter(line -> !line.regionMatches(true, 0, "connection:", 0, 11))
            .collect(Collectors.joining("\r\n"));
    out.write((headers + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }
}
