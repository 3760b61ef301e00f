package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// Who logs in to an instance. The password itself is never here, only where the worker finds it or
/// what a key has made of it.
///
/// @param username the database user
/// @param authDatabase the database that knows the user, usually `admin`
/// @param password where the password is, or the password sealed
public record Credentials(String username, String authDatabase, Secret password) {

  /// Whether the password is kept here, sealed.
  @JsonIgnore
  public boolean isSealed() {
    return password instanceof SealedSecret;
  }
}
