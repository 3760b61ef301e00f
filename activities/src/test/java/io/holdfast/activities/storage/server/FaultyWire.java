package io.holdfast.activities.storage.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// A connection to a server that goes wrong on demand, request by request. One request per
/// connection; headers and bodies pass as they are, so signatures hold.
public final class FaultyWire implements S3Server {
  private final URI server;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Function<String, Fault> rule = _ -> new Fault.None();

  private FaultyWire(URI server, ServerSocket listening) {
    this.server = server;
    this.listening = listening;
  }

  /// A wire to a server, faultless at first.
  public static FaultyWire to(URI server) {
    try {
      FaultyWire wire =
          new FaultyWire(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      wire.threads.execute(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on each request has the fault that `faults` gives for its method and target, such as
  /// `GET /bucket/key`.
  public void fail(Function<String, Fault> faults) {
    requests.clear();
    rule = faults;
  }

  /// The method and target of each request since the last [#fail].
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      WireRequest request = WireRequest.read(client);
      String name = request.name();
      requests.add(name);
      switch (rule.apply(name)) {
        case Fault.None _ -> pass(request, client, Integer.MAX_VALUE);
        case Fault.Answer(int status, String code) -> answer(client, status, code);
        case Fault.Reset _ -> reset(client);
        case Fault.Damage _ -> pass(request.damaged(), client, Integer.MAX_VALUE);
        case Fault.Cut(int after) -> pass(request, client, after);
        case Fault.Silence _ -> hang(request, client);
        case Fault.Trickle _ -> trickle(request, client);
        case Fault.WrongLength(int difference) ->
            client.getOutputStream().write(WireAnswer.withLength(whole(request), difference));
      }
    } catch (IOException _) {
      // Either side has had enough of it.
    }
  }

  private static void reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
  }

  private static void answer(Socket client, int status, String code) throws IOException {
    String body = "<Error><Code>%s</Code><Message>made up</Message></Error>".formatted(code);
    List<String> head =
        List.of(
            "HTTP/1.1 " + status + " Made Up",
            "Content-Type: application/xml",
            "Content-Length: " + body.length(),
            "Connection: close",
            "",
            body);
    client.getOutputStream().write(String.join("\r\n", head).getBytes(StandardCharsets.UTF_8));
  }

  private void pass(WireRequest request, Socket client, int after) throws IOException {
    try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
      request.send(upstream.getOutputStream());
      InputStream answer = upstream.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] head = WireRequest.readHead(answer);
      if (after == 0) {
        // Some servers begin their answer before they have done what it says.
        var _ = answer.readAllBytes();
        reset(client);
        return;
      }
      out.write(head);
      copy(answer, out, after);
      if (after < Integer.MAX_VALUE) {
        out.flush();
      }
    }
  }

  private byte[] whole(WireRequest request) throws IOException {
    try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
      request.send(upstream.getOutputStream());
      return upstream.getInputStream().readAllBytes();
    }
  }

  private void hang(WireRequest request, Socket client) throws IOException {
    byte[] _ = whole(request);
    // Until the client has had enough.
    int _ = client.getInputStream().read();
  }

  private void trickle(WireRequest request, Socket client) throws IOException {
    byte[] answer = whole(request);
    int pieces = 4;
    for (int i = 0; i < pieces; i++) {
      int from = answer.length / pieces * i;
      int to = i == pieces - 1 ? answer.length : from + answer.length / pieces;
      client.getOutputStream().write(answer, from, to - from);
      client.getOutputStream().flush();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void copy(InputStream in, OutputStream out, int most) throws IOException {
    byte[] buffer = new byte[16 << 10];
    int left = most;
    int read = 0;
    while (left > 0 && read >= 0) {
      read = in.read(buffer, 0, Math.min(buffer.length, left));
      if (read > 0) {
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
