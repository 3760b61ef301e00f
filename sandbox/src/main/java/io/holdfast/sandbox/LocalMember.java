package io.holdfast.sandbox;

/// A member of a local replica set.
///
/// @param id its number in the set's configuration
/// @param port its port on 127.0.0.1
public record LocalMember(int id, int port) {

  public String host() {
    return "127.0.0.1:" + port;
  }

  /// A connection string to this member alone.
  public String directUri() {
    return "mongodb://" + host() + "/?directConnection=true";
  }
}
