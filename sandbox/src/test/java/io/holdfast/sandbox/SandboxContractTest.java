package io.holdfast.sandbox;

import io.holdfast.sandbox.contract.MongoServerContract;
import io.holdfast.sandbox.contract.ServerUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The sandbox keeps the contract.
class SandboxContractTest implements MongoServerContract {
  private static SandboxReplicaSet sandbox;
  private static ServerUnderTest server;

  @BeforeAll
  static void start() {
    sandbox = SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));
    server = new ServerUnderTest(sandbox.uri());
  }

  @AfterAll
  static void end() {
    server.close();
    sandbox.close();
  }

  @Override
  public ServerUnderTest server() {
    return server;
  }
}
