package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.AuthenticationMechanism;
import io.holdfast.activities.mongodb.connect.tls.TlsFiles;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.SecretRef;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnOptionsTest {
  @Test
  void filesAreTakenOutAndTheRestIsTheDrivers() {
    OwnOptions options =
        OwnOptions.of(
            Instances.of(
                "mongodb://db1,db2/?replicaSet=rs0&tls=true&tlsCAFile=/etc/ca%20one.pem"
                    + "&tlscertificatekeyfile=/etc/a+b.pem&TLSCertificateKeyFilePassword=env:KEY"));

    assertThat(options.forDriver()).isEqualTo("mongodb://db1,db2/?replicaSet=rs0&tls=true");
    assertThat(options.files())
        .isEqualTo(
            new TlsFiles(
                Path.of("/etc/ca one.pem"), Path.of("/etc/a+b.pem"), new SecretRef("env:KEY")));
  }

  @Test
  void aStringWithoutOptionsStaysAsItIs() {
    assertThat(OwnOptions.of(Instances.of("mongodb://db1/")).forDriver())
        .isEqualTo("mongodb://db1/");
    assertThat(OwnOptions.of(Instances.of("mongodb://db1/?tlsCAFile=/ca.pem")).forDriver())
        .isEqualTo("mongodb://db1/");
  }

  @Test
  void aMechanismGoesWithTheUserOfTheRecord() {
    OwnOptions options =
        OwnOptions.of(Instances.of("mongodb://db1/?authMechanism=SCRAM-SHA-1", "backup"));

    assertThat(options.forDriver()).isEqualTo("mongodb://db1/");
    assertThat(options.mechanism()).isEqualTo(AuthenticationMechanism.SCRAM_SHA_1);
  }

  @Test
  void aLoginByCertificateIsTheDrivers() {
    String uri = "mongodb://db1/?authMechanism=MONGODB-X509&tls=true";

    assertThat(OwnOptions.of(Instances.of(uri)).forDriver()).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "mongodb://h/?tlsCertificateKeyFilePassword=hush, SECRET_IN_URL, password of a key",
    "mongodb://h/?tlsCAFile=ca.pem, VALIDATION_FAILED, absolute path",
    "mongodb://h/?tlsAllowInvalidCertificates=true, VALIDATION_FAILED, always checks",
    "mongodb://h/?authMechanism=SCRAM-SHA-256, VALIDATION_FAILED, has no user",
    "mongodb://h/?authMechanism=MAGIC, VALIDATION_FAILED, there is not",
    "mongodb://h/?tlsCAFile=/%zz, VALIDATION_FAILED, broken"
  })
  void whatCannotBeMeantIsRefused(String uri, ErrorCode code, String told) {
    assertThatThrownBy(() -> OwnOptions.of(Instances.of(uri)))
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(told)
        .hasMessageNotContaining("hush");
  }

  @Test
  void aCertificateAndAPasswordTogetherAreRefused() {
    assertThatThrownBy(
            () -> OwnOptions.of(Instances.of("mongodb://h/?authMechanism=MONGODB-X509", "backup")))
        .hasMessageContaining("by certificate");
  }

  @Test
  void filesWithoutTlsAreRefused() {
    assertThatThrownBy(
            () -> Connection.of(Instances.of("mongodb://h/?tls=false&tlsCAFile=/ca.pem"), null))
        .hasMessageContaining("turns TLS off");
  }

  @Test
  void filesMeanTls() {
    assertThat(Connection.of(Instances.of("mongodb://h/?tlsCAFile=/ca.pem"), null).tls()).isTrue();
    assertThat(Connection.of(Instances.of("mongodb://h/"), null).tls()).isFalse();
  }
}
