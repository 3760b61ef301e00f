package io.holdfast.activities.mongodb.connect.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Certificates made for a test by the JDK's own `keytool`: an authority, a server for `localhost`,
/// a client, and an authority that nobody knows. Their files are PEM, as mongosh takes them.
public final class Certificates {
  /// The client's subject, as the name of a user in `$external`.
  public static final String CLIENT = "CN=holdfast,OU=Backups,O=Clients";

  private static final String STORE_PASSWORD = "changeit";

  private final Path directory;
  private final Path store;

  private Certificates(Path directory) {
    this.directory = directory;
    this.store = directory.resolve("all.p12");
  }

  /// Makes them in an empty directory.
  ///
  /// @param algorithm of the client's key: `RSA` or `EC`
  public static Certificates make(Path directory, String algorithm) throws Exception {
    Certificates made = new Certificates(directory);
    made.authority("ca", "CN=Test authority");
    made.authority("stranger", "CN=Somebody else");
    made.signed("server", "RSA", "CN=localhost,O=Servers", "-ext", "san=dns:localhost");
    made.signed("client", algorithm, CLIENT);
    return made;
  }

  private void authority(String alias, String name) throws Exception {
    keytool(alias, "RSA", name, "-ext", "bc:c");
  }

  private void signed(String alias, String algorithm, String name, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-signer", "ca"));
    arguments.addAll(List.of(more));
    keytool(alias, algorithm, name, arguments.toArray(String[]::new));
  }

  private void keytool(String alias, String algorithm, String name, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", algorithm));
    command.addAll(algorithm.equals("RSA") ? List.of("-keysize", "2048") : List.of());
    command.addAll(List.of("-dname", name, "-validity", "30", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }

  /// The file with the certificate of the authority that signed server and client.
  public Path authority() throws Exception {
    return write("ca.pem", certificate("ca"));
  }

  /// The properties by which a JVM trusts the authority that signed server and client.
  public Map<String, String> asProperties() {
    return Map.of(
        "javax.net.ssl.trustStore",
        store.toString(),
        "javax.net.ssl.trustStorePassword",
        STORE_PASSWORD);
  }

  /// The file with the certificate of an authority that signed nothing.
  public Path stranger() throws Exception {
    return write("stranger.pem", certificate("stranger"));
  }

  /// The file with the server's certificate and key.
  public Path server() throws Exception {
    return write("server.pem", certificate("server") + pem("PRIVATE KEY", key("server")));
  }

  /// The file with the client's certificate and key.
  public Path client() throws Exception {
    return write("client.pem", certificate("client") + pem("PRIVATE KEY", key("client")));
  }

  /// The client's certificate in PEM.
  String certificate(String alias) throws Exception {
    // Without those who signed it: a server is to look for them in its own file.
    Certificate certificate = keyStore().getCertificate(alias);
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /// A private key as PKCS#8.
  byte[] key(String alias) throws Exception {
    return keyStore().getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded();
  }

  private KeyStore keyStore() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
  }

  static String pem(String label, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}
