package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoSocketWriteException;
import com.mongodb.ServerAddress;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The texts are those of JDK 25; those of a real server's answers are in [TlsIT].
class TlsFaultsTest {
  private static final ServerAddress SERVER = new ServerAddress("db1");

  @ParameterizedTest
  @CsvSource({
    "No subject alternative names matching IP address 10.0.0.1 found, OTHER_NAME",
    "No subject alternative DNS name matching db1 found., OTHER_NAME",
    "No name matching db1 found, OTHER_NAME",
    "PKIX path building failed, UNTRUSTED"
  })
  void aCertificateThatIsNotTakenIsTold(String text, Obstacle expected) {
    assertThat(fault(new SSLHandshakeException("handshake", new CertificateException(text))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Unsupported or unrecognized SSL message, NO_TLS",
    "Remote host terminated the handshake, NO_TLS",
    "(bad_certificate) Received fatal alert: bad_certificate, CERTIFICATE_WANTED",
    "(certificate_required) Received fatal alert: certificate_required, CERTIFICATE_WANTED",
    "(handshake_failure) Received fatal alert: handshake_failure, HANDSHAKE"
  })
  void whatTheServerRefusesIsTold(String text, Obstacle expected) {
    assertThat(fault(new SSLException(text))).isEqualTo(expected);
  }

  @Test
  void aServerThatHangsUpBehindTheHandshakeWantsACertificate() {
    assertThat(
            TlsFaults.obstacle(
                new MongoSocketReadException("Prematurely reached end of stream", SERVER)))
        .isEqualTo(Obstacle.CERTIFICATE_WANTED);
  }

  @Test
  void aServerThatSaysNothingIsSilent() {
    assertThat(
            TlsFaults.obstacle(
                new MongoSocketReadTimeoutException(
                    "Timeout while receiving message", SERVER, new SocketTimeoutException("read"))))
        .isEqualTo(Obstacle.SILENT);
    assertThat(TlsFaults.obstacle(null)).isEqualTo(Obstacle.SILENT);
  }

  private static Obstacle fault(SSLException e) {
    return TlsFaults.obstacle(
        new MongoSocketWriteException("Exception sending message", SERVER, e));
  }
}
