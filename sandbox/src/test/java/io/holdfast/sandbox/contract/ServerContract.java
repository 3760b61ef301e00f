package io.holdfast.sandbox.contract;

import org.junit.jupiter.api.AfterEach;

/// Base of the contracts: where the server is.
public interface ServerContract {

  ServerUnderTest server();

  @AfterEach
  default void dropWhatTheTestMade() {
    server().dropDatabases();
  }
}
