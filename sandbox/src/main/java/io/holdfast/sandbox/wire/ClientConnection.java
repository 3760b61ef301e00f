package io.holdfast.sandbox.wire;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// A connection to one server on loopback, for one command after the other: to set servers up, and
/// for servers that ask each other. The module has no driver.
public final class ClientConnection implements AutoCloseable {
  private static final int OP_MSG = 2013;
  private static final int HEAD = 21;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private int id;

  /// @param patience for the connection, and then for each answer
  public ClientConnection(int port, Duration patience) throws IOException {
    int millis = (int) patience.toMillis();
    try {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /// The reply to a command on `admin`, whether it says ok or not.
  public Doc admin(Doc command) throws IOException {
    return run(DocBuilder.from(command).put("$db", "admin").build());
  }

  /// The same of a command that names its database.
  public Doc run(Doc body) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(HEAD + body.size()).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(HEAD + body.size()).putInt(++id).putInt(0).putInt(OP_MSG).putInt(0);
    message.put((byte) 0).put(body.toBytes());
    socket.getOutputStream().write(message.array());
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
