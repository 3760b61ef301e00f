package io.holdfast.sandbox.wire;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads messages off a stream: OP_MSG with sections of both kinds, and OP_QUERY on `$cmd`. What is
/// malformed ends the connection, as with a real server.
final class RequestReader {
  private static final int OP_QUERY = 2004;
  private static final int OP_MSG = 2013;
  private static final int CHECKSUM = 1;
  private static final int MORE_TO_COME = 1 << 1;
  private static final int EXHAUST_ALLOWED = 1 << 16;
  private static final int KNOWN_FLAGS = CHECKSUM | MORE_TO_COME | EXHAUST_ALLOWED;
  private static final int MAX_BYTES = 48_000_000 + 16 * 1024;

  private final DataInputStream in;

  RequestReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /// The next message; null at the end of the stream.
  @Nullable Request next() throws IOException {
    byte[] head = new byte[16];
    if (in.readNBytes(head, 0, 16) < 16) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int length = header.getInt(0);
    if (length < 21 || length > MAX_BYTES) {
      throw new MalformedMessageException("message of " + length + " bytes");
    }
    byte[] content = new byte[length - 16];
    in.readFully(content);
    MessageBytes rest = new MessageBytes(content);
    int id = header.getInt(4);
    return switch (header.getInt(12)) {
      case OP_MSG -> message(id, rest);
      case OP_QUERY -> query(id, rest);
      default -> throw new MalformedMessageException("operation code " + header.getInt(12));
    };
  }

  private static Request message(int id, MessageBytes content) throws IOException {
    int flags = content.int32();
    if ((flags & 0xffff & ~KNOWN_FLAGS) != 0) {
      throw new MalformedMessageException("unknown required flags " + flags);
    }
    int end = content.length() - ((flags & CHECKSUM) != 0 ? 4 : 0);
    Doc body = null;
    Map<String, List<Doc>> sequences = new HashMap<>();
    while (content.position() < end) {
      byte kind = content.int8();
      if (kind == 0 && body == null) {
        body = content.document(end);
      } else if (kind == 1) {
        sequence(content, end, sequences);
      } else {
        throw new MalformedMessageException("section of kind " + kind);
      }
    }
    if (body == null || body.isEmpty()) {
      throw new MalformedMessageException("message without a command");
    }
    return new Request(id, false, (flags & MORE_TO_COME) != 0, body, sequences);
  }

  private static void sequence(MessageBytes content, int end, Map<String, List<Doc>> sequences)
      throws IOException {
    int start = content.position();
    int length = end - start < 5 ? -1 : content.int32();
    if (length < 5 || length > end - start) {
      throw new MalformedMessageException("document sequence of " + length + " bytes");
    }
    String name = content.text(start + length);
    List<Doc> documents = new ArrayList<>();
    while (content.position() < start + length) {
      documents.add(content.document(start + length));
    }
    sequences.put(name, documents);
  }

  private static Request query(int id, MessageBytes content) throws IOException {
    content.int32();
    String namespace = content.text(content.length());
    if (!namespace.endsWith(".$cmd") || content.length() - content.position() < 13) {
      throw new MalformedMessageException("OP_QUERY on " + namespace);
    }
    content.int32();
    content.int32();
    Doc command = content.document(content.length());
    Doc inner = command.doc("$query");
    DocBuilder body = new DocBuilder().putAll(inner == null ? command : inner);
    body.put("$db", namespace.substring(0, namespace.length() - 5));
    return new Request(id, true, false, body.build(), Map.of());
  }

  /// A message that is none.
  static final class MalformedMessageException extends IOException {
    MalformedMessageException(String message) {
      super(message);
    }
  }
}
