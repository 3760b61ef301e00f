package io.holdfast.sandbox.real;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// A connection to one server on loopback for the few commands that set a replica set up. The
/// module has no driver.
final class AdminConnection implements AutoCloseable {
  private static final int OP_MSG = 2013;
  private static final int HEAD = 21;

  private final Socket socket = new Socket();
  private int id;

  AdminConnection(int port, Duration patience) throws IOException {
    int millis = (int) patience.toMillis();
    try {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), millis);
      socket.setSoTimeout(millis);
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /// The reply to a command on `admin`, whether it says ok or not.
  Doc run(Doc command) throws IOException {
    Doc body = DocBuilder.from(command).put("$db", "admin").build();
    ByteBuffer message = ByteBuffer.allocate(HEAD + body.size()).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(HEAD + body.size()).putInt(++id).putInt(0).putInt(OP_MSG).putInt(0);
    message.put((byte) 0).put(body.toBytes());
    socket.getOutputStream().write(message.array());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] head = new byte[HEAD];
    in.readFully(head);
    int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    byte[] reply = new byte[length - HEAD];
    in.readFully(reply);
    return Doc.of(reply);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
