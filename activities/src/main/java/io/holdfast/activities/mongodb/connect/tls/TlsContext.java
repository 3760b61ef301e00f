package io.holdfast.activities.mongodb.connect.tls;

import io.holdfast.workflows.error.HoldfastException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The JDK's TLS, set up from PEM files. They are read anew for each client, so that a renewed
/// certificate is used from the next connection on.
public final class TlsContext {
  private TlsContext() {}

  /// @param keyPassword asked for only when the private key is encrypted
  /// @throws HoldfastException INSTANCE_MISCONFIGURED, naming the file
  public static SSLContext of(TlsFiles files, Supplier<char[]> keyPassword) {
    try {
      Path own = files.certificateAndKey();
      Path authorities = files.authorities();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own == null ? null : identity(PemFile.read(own), keyPassword),
          authorities == null ? null : trust(PemFile.read(authorities)),
          null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot set up TLS", e);
    }
  }

  private static KeyManager @Nullable [] identity(PemFile file, Supplier<char[]> password)
      throws GeneralSecurityException, IOException {
    List<Certificate> chain = certificates(file);
    KeyStore store = empty();
    try {
      store.setKeyEntry(
          "holdfast",
          new PrivateKeys(file, password).first(),
          new char[0],
          chain.toArray(Certificate[]::new));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw file.broken(
          "holds a certificate and a private key that do not belong together",
          "The worker's own certificate comes first, then those that signed it.",
          e);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    return managers.getKeyManagers();
  }

  private static TrustManager[] trust(PemFile file) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    int number = 0;
    for (Certificate authority : certificates(file)) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(PemFile file) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (PemFile.Block block : file.blocks()) {
      if (block.label().endsWith("CERTIFICATE")) {
        try {
          certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
        } catch (CertificateException e) {
          throw file.broken("holds a damaged certificate", "Copy it once more.", e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw file.broken("holds no certificate", "Name another file.", null);
    }
    return certificates;
  }
}
