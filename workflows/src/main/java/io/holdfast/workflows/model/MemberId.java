package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.regex.Pattern;

/// The stable name of one server: `rs0/host:port`, of a standalone `host:port`. The address is the
/// one in the replica set's configuration.
///
/// @param replicaSet the set's name; empty for a standalone
/// @param address `host:port`
public record MemberId(String replicaSet, String address) {
  private static final Pattern SET = Pattern.compile("[^/\\s\\p{Cntrl}]{0,128}");
  private static final Pattern ADDRESS = Pattern.compile("[^/\\s\\p{Cntrl}]{1,255}:[0-9]{1,5}");

  public MemberId {
    if (!SET.matcher(replicaSet).matches() || !ADDRESS.matcher(address).matches()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is not a member.".formatted(Printable.of(text(replicaSet, address))),
          "Name it as rs0/host:port, as the replica set's configuration does; a standalone server"
              + " as host:port.");
    }
  }

  /// Reads the form `rs0/host:port` or `host:port`.
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MemberId parse(String text) {
    String stripped = text.strip();
    int slash = stripped.indexOf('/');
    return slash < 0
        ? new MemberId("", stripped)
        : new MemberId(stripped.substring(0, slash), stripped.substring(slash + 1));
  }

  /// The host's name or address.
  public String host() {
    return address.substring(0, address.lastIndexOf(':'));
  }

  public int port() {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static String text(String replicaSet, String address) {
    return replicaSet.isEmpty() ? address : replicaSet + "/" + address;
  }

  @Override
  @JsonValue
  public String toString() {
    return text(replicaSet, address);
  }
}
