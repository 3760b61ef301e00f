package io.holdfast.activities.repository.payload;

import com.google.crypto.tink.StreamingAead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/// The stage that encrypts, and that refuses what was altered, cut or put elsewhere.
final class CipherStage implements PayloadStage {
  private final StreamingAead cipher;
  private final byte[] place;

  /// @param place what the object is bound to
  CipherStage(StreamingAead cipher, byte[] place) {
    this.cipher = cipher;
    this.place = place.clone();
  }

  @Override
  public OutputStream encoding(OutputStream to) throws IOException {
    try {
      return cipher.newEncryptingStream(to, place);
    } catch (GeneralSecurityException e) {
      throw new IOException("no cipher", e);
    }
  }

  @Override
  public InputStream decoding(InputStream from) throws IOException {
    try {
      return cipher.newDecryptingStream(from, place);
    } catch (GeneralSecurityException e) {
      throw new IOException("no cipher", e);
    }
  }
}
