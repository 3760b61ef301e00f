package io.holdfast.activities.mongodb.connect;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.ConnectionString;
import com.mongodb.spi.dns.DnsClient;
import io.holdfast.activities.mongodb.connect.tls.TlsFiles;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an instance's connection string says, to the driver and to us.
///
/// @param string what the driver reads; an SRV name's TXT record is merged into it
/// @param files what TLS is made from
/// @param tls whether TLS is wanted
/// @param mechanism how the instance's user logs in; null to let the server choose
public record Connection(
    ConnectionString string,
    TlsFiles files,
    boolean tls,
    @Nullable AuthenticationMechanism mechanism) {

  /// @param dns what looks SRV and TXT records up; null for the JDK
  /// @throws HoldfastException VALIDATION_FAILED, SECRET_IN_URL, DATABASE_UNREACHABLE when an SRV
  ///   name cannot be looked up
  static Connection of(Instance instance, @Nullable DnsClient dns) {
    OwnOptions own = OwnOptions.of(instance);
    ConnectionString string = parse(instance, own.forDriver(), dns);
    if (string.getPassword() != null) {
      throw new HoldfastException(
          ErrorCode.SECRET_IN_URL,
          "The connection string of instance '%s' carries a password.".formatted(instance.id()),
          "Take it out, and name the user and where the password is (env: or file:) instead.");
    }
    Boolean enabled = string.getSslEnabled();
    boolean files = !own.files().equals(TlsFiles.NONE);
    if (files && Boolean.FALSE.equals(enabled)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The connection string of instance '%s' names files for TLS, and turns TLS off."
              .formatted(instance.id()),
          "Take tls=false out, or the files.");
    }
    return new Connection(
        string, own.files(), files || Boolean.TRUE.equals(enabled), own.mechanism());
  }

  private static ConnectionString parse(Instance instance, String text, @Nullable DnsClient dns) {
    try {
      return dns == null ? new ConnectionString(text) : new ConnectionString(text, dns);
    } catch (IllegalArgumentException e) {
      // Its message may quote the string, and with it a password that should not be there.
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The connection string of instance '%s' cannot be read.".formatted(instance.id()),
          "It has the form mongodb://host:port,host:port/?replicaSet=name, without a password.");
    }
  }

  /// The hosts that it names; of an SRV name, the name.
  public List<String> hosts() {
    return string.getHosts();
  }
}
