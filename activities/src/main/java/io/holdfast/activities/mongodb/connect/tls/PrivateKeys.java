package io.holdfast.activities.mongodb.connect.tls;

import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Private keys of PEM files: PKCS#8 (RFC 5958), encrypted or not, and what OpenSSL wrote before
/// it, PKCS#1 for RSA (RFC 8017) and SEC 1 for elliptic curves (RFC 5915).
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private final PemFile file;
  private final Supplier<char[]> password;

  /// @param password asked for only when a key is encrypted
  PrivateKeys(PemFile file, Supplier<char[]> password) {
    this.file = file;
    this.password = password;
  }

  /// The file's private key, the first one if there are more.
  ///
  /// @throws HoldfastException INSTANCE_MISCONFIGURED
  PrivateKey first() {
    PemFile.Block block =
        file.blocks().stream()
            .filter(candidate -> candidate.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(
                () ->
                    file.broken(
                        "holds no private key",
                        "Put certificate and key into one file, as mongosh wants it.",
                        null));
    return key(
        switch (block.label()) {
          case "PRIVATE KEY" -> block.bytes();
          case "ENCRYPTED PRIVATE KEY" -> decrypted(block.bytes());
          case "RSA PRIVATE KEY" -> Der.pkcs8OfRsa(block.bytes());
          case "EC PRIVATE KEY" -> ofCurve(block.bytes());
          default ->
              throw file.broken(
                  "holds a '%s'".formatted(block.label()),
                  "Write it anew: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW",
                  null);
        });
  }

  private byte[] ofCurve(byte[] sec1) {
    return Der.pkcs8OfCurve(sec1)
        .orElseThrow(
            () ->
                file.broken(
                    "holds a key that does not name its curve",
                    "Write it anew: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW",
                    null));
  }

  private byte[] decrypted(byte[] encrypted) {
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
      // PBES2 tells its parts only through its parameters' name.
      String algorithm =
          info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.")
              ? info.getAlgParameters().toString()
              : info.getAlgName();
      var secret =
          SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.get()));
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
      return info.getKeySpec(cipher).getEncoded();
    } catch (IOException | GeneralSecurityException e) {
      throw file.broken(
          "holds an encrypted key that the password does not open",
          "Check what tlsCertificateKeyFilePassword refers to.",
          e);
    }
  }

  /// The algorithm is within; each factory knows its own.
  private PrivateKey key(byte[] pkcs8) {
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw file.broken(
        "holds a private key of an unknown kind", "Use a key of RSA or an elliptic curve.", last);
  }
}
