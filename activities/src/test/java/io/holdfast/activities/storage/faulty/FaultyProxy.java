package io.holdfast.activities.storage.faulty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP proxy before a server of this machine that makes trouble of one kind for every Nth
/// request. One request per connection, so that each has a fate of its own.
public final class FaultyProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int server;
  private final Trouble trouble;
  private final int every;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger troubled = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private FaultyProxy(ServerSocket listener, int server, Trouble trouble, int every) {
    this.listener = listener;
    this.server = server;
    this.trouble = trouble;
    this.every = every;
  }

  /// Starts one before the server at port `server`.
  public static FaultyProxy before(int server, Trouble trouble, int every) {
    try {
      ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      FaultyProxy proxy = new FaultyProxy(listener, server, trouble, every);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return listener.getLocalPort();
  }

  /// How many requests met trouble so far.
  public int troubled() {
    return troubled.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      boolean picked = requests.incrementAndGet() % every == 0 && affects(head);
      if (!picked) {
        answer(client, forward(head, client));
        return;
      }
      troubled.incrementAndGet();
      trouble(client, head);
    } catch (IOException | InterruptedException _) {
      // The client went away, which is its right.
    }
  }

  private boolean affects(String head) {
    return switch (trouble) {
      case SAYS_LONGER, SAYS_SHORTER -> head.startsWith("GET ");
      case THROTTLED, RESET_BEFORE, RESET_AFTER, SLOW, HANGS, TRUNCATED -> true;
    };
  }

  private void trouble(Socket client, String head) throws IOException, InterruptedException {
    switch (trouble) {
      case THROTTLED -> answer(client, Answers.busy(head));
      case RESET_BEFORE -> client.setSoLinger(true, 0);
      case RESET_AFTER -> {
        byte[] _ = forward(head, client);
        client.setSoLinger(true, 0);
      }
      case HANGS -> {
        byte[] _ = forward(head, client);
        // Until the client gives up.
        int _ = client.getInputStream().read();
      }
      case SLOW -> {
        byte[] answer = forward(head, client);
        for (int i = 0; i < 4; i++) {
          int from = answer.length * i / 4;
          client.getOutputStream().write(answer, from, answer.length * (i + 1) / 4 - from);
          client.getOutputStream().flush();
          Thread.sleep(20);
        }
      }
      case TRUNCATED -> {
        byte[] answer = forward(head, client);
        client.getOutputStream().write(answer, 0, answer.length * 3 / 4);
      }
      case SAYS_LONGER -> answer(client, Answers.withLength(forward(head, client), 7));
      case SAYS_SHORTER -> answer(client, Answers.withLength(forward(head, client), -1));
    }
  }

  /// What the server answers, whole.
  private byte[] forward(String head, Socket client) throws IOException {
    try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
      upstream.getOutputStream().write(Answers.closing(head).getBytes(ISO_8859_1));
      if (head.toLowerCase(Locale.ROOT).contains("expect: 100-continue")) {
        client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      }
      long left = Answers.length(head);
      byte[] buffer = new byte[64 * 1024];
      while (left > 0) {
        int count = client.getInputStream().read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new IOException("the client ended within its request");
        }
        upstream.getOutputStream().write(buffer, 0, count);
        left -= count;
      }
      return upstream.getInputStream().readAllBytes();
    }
  }

  private static void answer(Socket client, byte[] answer) throws IOException {
    client.getOutputStream().write(answer);
    client.shutdownOutput();
    // A close with bytes unread would be a reset.
    client.setSoTimeout(1_000);
    long _ = client.getInputStream().skip(Long.MAX_VALUE);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      if (next == '\n') {
        newlines++;
      } else if (next != '\r') {
        newlines = 0;
      }
    }
    return head.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
