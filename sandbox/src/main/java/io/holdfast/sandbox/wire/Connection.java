package io.holdfast.sandbox.wire;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.command.ClientState;
import io.holdfast.sandbox.command.Endpoint;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client's connection: reads a command, runs it, answers, until either side closes.
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int BUFFER = 16 * 1024;
  private static final int OP_REPLY = 1;
  private static final int OP_MSG = 2013;
  private static final int AWAIT_CAPABLE = 8;

  private final Socket socket;
  private final Endpoint endpoint;
  private final ClientState client;
  private int nextId;

  Connection(Socket socket, Endpoint endpoint, int number) {
    this.socket = socket;
    this.endpoint = endpoint;
    this.client = new ClientState(number);
  }

  void run() {
    try (socket) {
      RequestReader requests = new RequestReader(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
      Request request = requests.next();
      while (request != null) {
        Doc reply = endpoint.run(client, request.body(), request.sequences());
        if (!request.silent()) {
          answer(out, request, reply);
        }
        request = requests.next();
      }
    } catch (RequestReader.MalformedMessageException malformed) {
      LOG.warn("closing a connection: {}", malformed.getMessage());
    } catch (IOException closed) {
      LOG.debug("connection ended: {}", closed.toString());
    }
  }

  private void answer(OutputStream out, Request request, Doc reply) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    int headLength = request.legacy() ? 36 : 21;
    head.putInt(headLength + reply.size()).putInt(++nextId).putInt(request.id());
    if (request.legacy()) {
      // flags, no cursor, from the first, one document
      head.putInt(OP_REPLY).putInt(AWAIT_CAPABLE).putLong(0).putInt(0).putInt(1);
    } else {
      // no flags, one section of kind 0
      head.putInt(OP_MSG).putInt(0).put((byte) 0);
    }
    out.write(head.array(), 0, headLength);
    reply.writeTo(out);
    out.flush();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      LOG.debug("closing a socket: {}", ignored.toString());
    }
  }
}
