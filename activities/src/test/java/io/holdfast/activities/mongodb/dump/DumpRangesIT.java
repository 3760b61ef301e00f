package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.RealDeployment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DumpRangesIT extends DumpRangesContract {
  private static RealDeployment deployment;

  @BeforeAll
  static void open() {
    deployment = RealDeployment.require();
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  @Override
  String uri() {
    return deployment.uri();
  }
}
