package io.holdfast.activities.mongodb.dump;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The dump under fire on the replica set that `HOLDFAST_IT_MONGODB` names.
@EnabledIfEnvironmentVariable(named = "HOLDFAST_IT_MONGODB", matches = "mongodb.*")
class DumpUnderFireOnGivenServerIT extends DumpUnderFireContract {

  @Override
  String uri() {
    return System.getenv("HOLDFAST_IT_MONGODB");
  }
}
