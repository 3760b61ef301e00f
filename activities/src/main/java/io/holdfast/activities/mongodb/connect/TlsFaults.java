package io.holdfast.activities.mongodb.connect;

import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What a failed handshake means. The JDK tells most of it in texts only: those of
/// `sun.security.ssl` and `sun.security.validator`, and TLS's own names of alerts.
final class TlsFaults {
  private TlsFaults() {}

  /// The obstacle behind `failure`, seen by somebody who wanted TLS.
  static Obstacle obstacle(@Nullable Throwable failure) {
    boolean certificate = false;
    SSLException handshake = null;
    StringBuilder texts = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      certificate = certificate || t instanceof CertificateException;
      handshake = t instanceof SSLException ssl ? ssl : handshake;
      texts.append(String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT)).append('\n');
    }
    String text = texts.toString();
    if (text.contains("no subject alternative") || text.contains("no name matching")) {
      return Obstacle.OTHER_NAME;
    }
    if (certificate) {
      return Obstacle.UNTRUSTED;
    }
    if (text.contains("unsupported or unrecognized ssl message")) {
      return Obstacle.NO_TLS;
    }
    if (text.contains("certificate_required")
        || text.contains("bad_certificate")
        || text.contains("unknown_ca")
        || text.contains("certificate_unknown")) {
      return Obstacle.CERTIFICATE_WANTED;
    }
    if (handshake != null) {
      // A server without TLS closes the connection at what it takes for rubbish.
      return text.contains("terminated the handshake") ? Obstacle.NO_TLS : Obstacle.HANDSHAKE;
    }
    return text.contains("prematurely reached end") || text.contains("connection reset")
        ? Obstacle.CERTIFICATE_WANTED
        : Obstacle.SILENT;
  }
}
