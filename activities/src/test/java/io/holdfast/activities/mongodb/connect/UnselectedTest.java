package io.holdfast.activities.mongodb.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The texts are those of driver 5.14.
class UnselectedTest {
  private static final String BEGINNING =
      "Timed out while waiting for a server that matches WritableServerSelector. Client view of"
          + " cluster state is {type=REPLICA_SET, servers=[";

  @Test
  void aSetWithoutAPrimaryIsTold() {
    Unselected why =
        Unselected.read(
            BEGINNING
                + "{address=db1:27017, type=REPLICA_SET_SECONDARY, roundTripTime=1.9 ms,"
                + " state=CONNECTED}, {address=db2:27017, type=UNKNOWN, state=CONNECTING,"
                + " exception={com.mongodb.MongoSocketOpenException: Exception opening socket},"
                + " caused by {java.net.ConnectException: Connection refused}}]");

    assertThat(why.reason())
        .isEqualTo(
            "the replica set has no primary (db1:27017 is a secondary; db2:27017"
                + " (java.net.ConnectException: Connection refused))");
    assertThat(why.hint()).contains("rs.status()");
  }

  @Test
  void theDeepestCauseOfEachServerIsTold() {
    Unselected why =
        Unselected.read(
            BEGINNING
                + "{address=db1:27017, type=UNKNOWN, state=CONNECTING,"
                + " exception={com.mongodb.MongoSocketException: db1}, caused by"
                + " {java.net.UnknownHostException: db1}}]");

    assertThat(why.reason()).isEqualTo("db1:27017 (java.net.UnknownHostException: db1)");
  }

  @Test
  void aSetOfAnotherNameLeavesNoServers() {
    assertThat(Unselected.read(BEGINNING + "]").reason())
        .contains("no host of the connection string is one of the replica set");
  }

  @Test
  void whatHasNoServersTookTooLong() {
    assertThat(Unselected.read("Timed out after 120000 ms while waiting for a connection").reason())
        .isEqualTo("it took too long");
  }
}
