package io.holdfast.workflows.instance;

/// Who logs in to an instance. The password itself is never here, only where the worker finds it.
///
/// @param username the database user
/// @param authDatabase the database that knows the user, usually `admin`
/// @param password where the password is
public record Credentials(String username, String authDatabase, SecretRef password) {}
