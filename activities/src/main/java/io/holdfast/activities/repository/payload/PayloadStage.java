package io.holdfast.activities.repository.payload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// One step of the way between an object's plain bytes and its stored bytes. Works on a stream, in
/// bounded memory.
interface PayloadStage {

  /// What is written to the answer reaches `to` transformed. Closing the answer writes the end and
  /// closes `to`.
  OutputStream encoding(OutputStream to) throws IOException;

  /// The reverse of [#encoding]. The answer throws `IOException` for bytes that no such stage
  /// wrote; what `from` throws passes through. Closing the answer closes `from`.
  InputStream decoding(InputStream from) throws IOException;
}
