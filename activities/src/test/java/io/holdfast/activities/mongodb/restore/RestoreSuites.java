package io.holdfast.activities.mongodb.restore;

import org.junit.jupiter.api.Nested;

/// Everything that is said of a restore, on whatever servers a subclass offers.
abstract class RestoreSuites {
  abstract Servers servers();

  @Nested
  class RoundTrip extends RoundTripContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Everything extends EverythingContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class FuzzyDump extends FuzzyDumpContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Resume extends ResumeContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class RandomDeaths extends RandomDeathsContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Refusal extends RefusalContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Proof extends ProofContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Users extends UsersContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class ConcurrentWriter extends ConcurrentWriterContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class RandomHistory extends RandomHistoryContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Shadow extends ShadowContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Selection extends SelectionContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Compare extends CompareContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class Abort extends AbortContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class SelectionRefusal extends SelectionRefusalContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class TimeSeries extends TimeSeriesContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }

  @Nested
  class TimeSeriesNames extends TimeSeriesNamesContract {
    @Override
    Servers servers() {
      return RestoreSuites.this.servers();
    }
  }
}
