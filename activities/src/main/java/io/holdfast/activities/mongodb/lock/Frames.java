package io.holdfast.activities.mongodb.lock;

import io.holdfast.activities.repository.json.Json;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/// What goes through the pipe to a watchdog: a length, then as many bytes of JSON.
final class Frames {
  private Frames() {}

  static void write(DataOutputStream out, Object value) throws IOException {
    byte[] json = Json.write(value);
    out.writeInt(json.length);
    out.write(json);
    out.flush();
  }

  /// The next one; empty when the other side is gone.
  static <T> Optional<T> read(DataInputStream in, Class<T> type) throws IOException {
    try {
      return Optional.of(Json.read(in.readNBytes(in.readInt()), type, type.getSimpleName()));
    } catch (EOFException gone) {
      return Optional.empty();
    }
  }
}
