package io.holdfast.activities.mongodb.dump;

import org.junit.jupiter.api.Nested;

/// Everything that is said of a dump, on whatever replica set a subclass offers.
abstract class DumpSuites {
  /// A connection string to the replica set.
  abstract String uri();

  @Nested
  class Contents extends DumpContract {
    @Override
    String uri() {
      return DumpSuites.this.uri();
    }
  }

  @Nested
  class Steps extends DumpStepsContract {
    @Override
    String uri() {
      return DumpSuites.this.uri();
    }
  }

  @Nested
  class Ranges extends DumpRangesContract {
    @Override
    String uri() {
      return DumpSuites.this.uri();
    }
  }

  @Nested
  class UnderFire extends DumpUnderFireContract {
    @Override
    String uri() {
      return DumpSuites.this.uri();
    }
  }

  @Nested
  class Ddl extends DumpDdlContract {
    @Override
    String uri() {
      return DumpSuites.this.uri();
    }
  }
}
