package io.holdfast.activities.mongodb.connect;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.MongoCredential;
import io.holdfast.activities.mongodb.connect.tls.TlsFiles;
import io.holdfast.activities.secret.Secrets;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.instance.SecretRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where what an instance's record only names becomes what the driver logs in with.
final class Login {
  /// The name of a password that is handed over, which is no name of a variable.
  private static final String HANDED_OVER = "password of the instance";

  private final Secrets secrets;
  private final Unsealing unsealing;

  Login(Secrets secrets, Unsealing unsealing) {
    this.secrets = secrets;
    this.unsealing = unsealing;
  }

  /// @param mechanism null to let the server choose among SCRAM's
  /// @throws HoldfastException ACCESS_DENIED (the password cannot be found), KEY_MISSING,
  ///   VALIDATION_FAILED
  MongoCredential of(
      Instance instance, Credentials credentials, @Nullable AuthenticationMechanism mechanism) {
    String user = credentials.username();
    String database = credentials.authDatabase();
    char[] password = password(instance, credentials).toCharArray();
    return switch (mechanism) {
      case null -> MongoCredential.createCredential(user, database, password);
      case SCRAM_SHA_1 -> MongoCredential.createScramSha1Credential(user, database, password);
      case SCRAM_SHA_256 -> MongoCredential.createScramSha256Credential(user, database, password);
      case PLAIN -> MongoCredential.createPlainCredential(user, database, password);
      case MONGODB_X509, GSSAPI, MONGODB_AWS, MONGODB_OIDC ->
          throw new HoldfastException(
              ErrorCode.VALIDATION_FAILED,
              "Instance '%s' cannot log in by %s."
                  .formatted(instance.id(), mechanism.getMechanismName()),
              "Passwords are taken for SCRAM-SHA-256, SCRAM-SHA-1 and PLAIN.");
    };
  }

  private String password(Instance instance, Credentials credentials) {
    return switch (credentials.password()) {
      case SecretRef reference -> secrets.resolve("The password", reference);
      case SealedSecret sealed -> unsealing.unseal(instance.id(), sealed);
    };
  }

  /// The instance with what its record refers to; files are referred to as before.
  ///
  /// @throws HoldfastException ACCESS_DENIED, KEY_MISSING
  Handover handover(Instance instance, TlsFiles files) {
    Map<String, String> secrets = new HashMap<>();
    SecretRef key = files.keyPassword();
    if (key != null && key.isEnvironment()) {
      secrets.put(key.target(), this.secrets.resolve("The key's password", key));
    }
    Credentials credentials = instance.credentials();
    if (credentials == null) {
      return new Handover(instance, secrets);
    }
    secrets.put(HANDED_OVER, password(instance, credentials));
    Credentials named =
        new Credentials(
            credentials.username(),
            credentials.authDatabase(),
            new SecretRef("env:" + HANDED_OVER));
    return new Handover(
        new Instance(
            Instance.formatOf(named),
            instance.id(),
            instance.engine(),
            instance.connectionString(),
            named,
            instance.description(),
            instance.registeredAt()),
        secrets);
  }

  /// The password of a private key; empty where none was named.
  ///
  /// @throws HoldfastException ACCESS_DENIED
  char[] keyPassword(TlsFiles files) {
    SecretRef reference = files.keyPassword();
    return reference == null
        ? new char[0]
        : secrets.resolve("The key's password", reference).toCharArray();
  }
}
