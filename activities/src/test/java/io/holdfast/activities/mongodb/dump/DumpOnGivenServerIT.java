package io.holdfast.activities.mongodb.dump;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The dump on the replica set that `HOLDFAST_IT_MONGODB` names. It makes and drops databases whose
/// names begin with `holdfast_it_`.
@EnabledIfEnvironmentVariable(named = "HOLDFAST_IT_MONGODB", matches = "mongodb.*")
class DumpOnGivenServerIT extends DumpContract {

  @Override
  String uri() {
    return System.getenv("HOLDFAST_IT_MONGODB");
  }
}
