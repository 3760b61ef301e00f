package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.RealDeployment;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class DumpIT extends DumpSuites {
  @AutoClose private static RealDeployment deployment;

  @BeforeAll
  static void open() {
    deployment = RealDeployment.require();
  }

  @Override
  String uri() {
    return deployment.uri();
  }
}
