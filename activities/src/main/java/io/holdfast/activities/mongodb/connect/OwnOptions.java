package io.holdfast.activities.mongodb.connect;

import com.mongodb.AuthenticationMechanism;
import io.holdfast.activities.mongodb.connect.tls.TlsFiles;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SecretRef;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options of a connection string that are ours: the driver knows no files of certificates, and
/// takes a mechanism only together with a user, who is named elsewhere here.
///
/// @param forDriver the connection string without them
/// @param mechanism how the instance's user logs in; null to let the server choose
record OwnOptions(String forDriver, TlsFiles files, @Nullable AuthenticationMechanism mechanism) {

  /// @throws HoldfastException VALIDATION_FAILED, SECRET_IN_URL
  static OwnOptions of(Instance instance) {
    return new Sorting(instance).sort();
  }

  /// Takes the options apart, one by one.
  private static final class Sorting {
    private final Instance instance;
    private final List<String> others = new ArrayList<>();
    private @Nullable Path authorities;
    private @Nullable Path certificateAndKey;
    private @Nullable SecretRef keyPassword;
    private @Nullable AuthenticationMechanism mechanism;

    Sorting(Instance instance) {
      this.instance = instance;
    }

    OwnOptions sort() {
      String text = instance.connectionString();
      int query = text.indexOf('?');
      if (query < 0) {
        return new OwnOptions(text, TlsFiles.NONE, null);
      }
      for (String option : text.substring(query + 1).split("[&;]", -1)) {
        take(option);
      }
      String rest = others.isEmpty() ? "" : "?" + String.join("&", others);
      return new OwnOptions(
          text.substring(0, query) + rest,
          new TlsFiles(authorities, certificateAndKey, keyPassword),
          mechanism);
    }

    private void take(String option) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      String value = equals < 0 ? "" : decoded(option.substring(equals + 1));
      switch (name.toLowerCase(Locale.ROOT)) {
        case "tlscafile" -> authorities = file(name, value);
        case "tlscertificatekeyfile" -> certificateAndKey = file(name, value);
        case "tlscertificatekeyfilepassword" -> keyPassword = reference(value);
        case "tlsallowinvalidcertificates" -> requireChecks(name, value);
        case "authmechanism" -> takeMechanism(option, value);
        default -> others.add(option);
      }
    }

    private String decoded(String value) {
      try {
        // A plus sign is one in a path, as it is to mongosh.
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw refused("has an option with a broken % sequence", "Write a per cent sign as %25.");
      }
    }

    private Path file(String name, String value) {
      if (!value.startsWith("/") || value.indexOf('\0') >= 0) {
        throw refused(
            "names no absolute path with " + name,
            "The worker reads the file where it runs: name it from / on.");
      }
      return Path.of(value);
    }

    private SecretRef reference(String value) {
      if (!value.startsWith("env:") && !value.startsWith("file:/")) {
        throw new HoldfastException(
            ErrorCode.SECRET_IN_URL,
            "The connection string of instance '%s' carries the password of a key."
                .formatted(instance.id()),
            "Write tlsCertificateKeyFilePassword=env:NAME or =file:/absolute/path.");
      }
      return new SecretRef(value);
    }

    private void requireChecks(String name, String value) {
      if (!value.equals("false")) {
        throw refused(
            "asks for %s, and Holdfast always checks certificates".formatted(name),
            "Name the certificate authority with tlsCAFile=FILE instead.");
      }
    }

    /// Without a user it is the driver's, which logs in by certificate.
    private void takeMechanism(String option, String value) {
      AuthenticationMechanism named;
      try {
        named = AuthenticationMechanism.fromMechanismName(value);
      } catch (IllegalArgumentException e) {
        throw refused(
            "names an authentication mechanism that there is not",
            "There are SCRAM-SHA-256, SCRAM-SHA-1, MONGODB-X509 and PLAIN.");
      }
      boolean byCertificate = named == AuthenticationMechanism.MONGODB_X509;
      if (byCertificate == (instance.credentials() != null)) {
        throw byCertificate
            ? refused(
                "logs in by certificate, and there is a user with a password as well",
                "The certificate's subject is the user: register the instance without one.")
            : refused(
                "names an authentication mechanism, but the instance has no user",
                "Register it with --user and where the password is.");
      }
      if (byCertificate) {
        others.add(option);
      } else {
        mechanism = named;
      }
    }

    private HoldfastException refused(String what, String hint) {
      return new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The connection string of instance '%s' %s.".formatted(instance.id(), what),
          hint);
    }
  }
}
