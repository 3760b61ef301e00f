package io.holdfast.activities.mongodb.connect.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextTest {
  private static final String PBE = "PBEWithHmacSHA256AndAES_256";

  @TempDir private static Path rsaFolder;
  @TempDir private static Path curveFolder;
  private static Certificates rsa;
  private static Certificates curve;

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws Exception {
    rsa = Certificates.make(rsaFolder, "RSA");
    curve = Certificates.make(curveFolder, "EC");
  }

  @Test
  void keysOfBothKindsAreReadAsPkcs8() throws Exception {
    assertThat(key(rsa.client(), "")).isInstanceOf(RSAPrivateCrtKey.class);
    assertThat(key(curve.client(), "")).isInstanceOf(ECPrivateKey.class);
  }

  @Test
  void whatOpensslWroteBeforePkcs8IsRead() throws Exception {
    byte[] pkcs1 = octetsWithin(rsa.key("client"));
    Path file = rsa.write("old.pem", Certificates.pem("RSA PRIVATE KEY", pkcs1));

    assertThat(key(file, "").getEncoded()).isEqualTo(rsa.key("client"));
  }

  @Test
  void anOldKeyOfACurveIsReadWhereItNamesTheCurve() throws Exception {
    // openssl ecparam -name prime256v1 -genkey: what it wrote, without the public point.
    String scalar = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";
    byte[] named = HexFormat.of().parseHex("30310201010420" + scalar + "a00a06082a8648ce3d030107");
    byte[] nameless = HexFormat.of().parseHex("30250201010420" + scalar);

    assertThat(key(write("EC PRIVATE KEY", named), "")).isInstanceOf(ECPrivateKey.class);
    assertThatThrownBy(() -> key(write("EC PRIVATE KEY", nameless), ""))
        .hasMessageContaining("does not name its curve");
  }

  @Test
  void anEncryptedKeyOpensWithItsPasswordOnly() throws Exception {
    Path file =
        rsa.write(
            "sealed.pem",
            Certificates.pem("ENCRYPTED PRIVATE KEY", encrypted(rsa.key("client"), "sesame")));

    assertThat(key(file, "sesame").getEncoded()).isEqualTo(rsa.key("client"));
    assertThatThrownBy(() -> key(file, "wrong"))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_MISCONFIGURED))
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("wrong");
  }

  @Test
  void aContextIsMadeFromFiles() throws Exception {
    TlsFiles files = new TlsFiles(rsa.authority(), rsa.client(), null);

    assertThat(TlsContext.of(files, () -> new char[0]).getSupportedSSLParameters()).isNotNull();
    assertThat(TlsContext.of(TlsFiles.NONE, () -> new char[0])).isNotNull();
  }

  @Test
  void eachFaultOfAFileIsToldWithItsPath() throws Exception {
    assertRefused(folder.resolve("absent.pem"), "cannot be read");
    assertRefused(write("empty.pem", "nothing here"), "nothing in PEM");
    assertRefused(write("noise.pem", block("CERTIFICATE", "AAAA")), "a damaged certificate");
    assertRefused(write("key.pem", block("PRIVATE KEY", "AAAA")), "no certificate");
    assertRefused(
        write("old.pem", block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\nAAAA")), "old way");
    assertRefused(write("odd.pem", block("CERTIFICATE", "A")), "not base64");
  }

  @Test
  void aCertificateWithoutItsKeyIsTold() throws Exception {
    TlsFiles files = new TlsFiles(null, rsa.authority(), null);

    assertThatThrownBy(() -> TlsContext.of(files, () -> new char[0]))
        .hasMessageContaining("no private key");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> TlsContext.of(new TlsFiles(file, null, null), () -> new char[0]))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_MISCONFIGURED))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  private static PrivateKey key(Path file, String password) {
    return new PrivateKeys(PemFile.read(file), password::toCharArray).first();
  }

  private Path write(String label, byte[] der) throws IOException {
    return write("key.pem", Certificates.pem(label, der));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static String block(String label, String body) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  /// The last element of a PKCS#8 key of RSA without attributes.
  private static byte[] octetsWithin(byte[] pkcs8) {
    int at = 4 + 3 + 15;
    return Arrays.copyOfRange(pkcs8, at + 4, pkcs8.length);
  }

  private static byte[] encrypted(byte[] pkcs8, String password) throws Exception {
    Cipher cipher = Cipher.getInstance(PBE);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(PBE).generateSecret(new PBEKeySpec(password.toCharArray())));
    // By the name that always has a number: the whole one has it only once others were asked for.
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(pkcs8)).getEncoded();
  }
}
