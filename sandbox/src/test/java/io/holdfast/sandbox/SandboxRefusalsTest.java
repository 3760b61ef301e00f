package io.holdfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the sandbox does not know, it refuses by name; what is no message ends a connection only.
class SandboxRefusalsTest {
  private static SandboxStandalone sandbox;
  private static MongoClient client;

  @BeforeAll
  static void start() {
    sandbox = SandboxStandalone.start(0);
    client = MongoClients.create(sandbox.uri());
    client.getDatabase("t").getCollection("a").insertOne(new Document("_id", 1));
  }

  @AfterAll
  static void end() {
    client.close();
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{mapReduce: 'a'}",
        "{find: 'a', oddity: 1}",
        "{find: 'a', filter: {$where: 'oddity'}}",
        "{find: 'a', projection: {oddity: {$slice: 1}}}",
        "{find: 'a', collation: {locale: 'oddity'}}",
        "{create: 'b', timeseries: {metaField: 'oddity'}}",
        "{update: 'a', updates: [{q: {}, u: {$oddity: {x: 1}}}]}",
        "{update: 'a', updates: [{q: {}, u: {$set: {x: 1}}, arrayFilters: []}]}",
        "{update: 'a', updates: [{q: {}, u: [{$set: {x: 1}}]}]}",
        "{aggregate: 'a', pipeline: [{$lookup: {}}], cursor: {}}",
        "{aggregate: 'a', pipeline: [{$project: {x: {$oddity: 1}}}], cursor: {}}",
        "{commitTransaction: 1, lsid: 1, oddity: 1}",
      })
  void whatIsNotKnownIsRefused(String command) {
    Document parsed = Document.parse(command);
    boolean writes = command.startsWith("{update");
    if (writes) {
      Document reply = client.getDatabase("t").runCommand(parsed);
      assertThat(reply.getList("writeErrors", Document.class)).hasSize(1);
    } else {
      assertThatThrownBy(() -> client.getDatabase("t").runCommand(parsed))
          .isInstanceOf(MongoCommandException.class);
    }
    assertThat(client.getDatabase("t").getCollection("a").find().first())
        .isEqualTo(new Document("_id", 1));
  }

  @Test
  void aStandaloneKnowsOfNoReplicaSet() {
    assertThatThrownBy(
            () -> client.getDatabase("admin").runCommand(new Document("replSetGetStatus", 1)))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused -> assertThat(refused.getErrorCodeName()).isEqualTo("NoReplicationEnabled"));
    assertThat(client.getDatabase("local").getCollection("oplog.rs").countDocuments()).isZero();
  }

  @Test
  void rubbishEndsItsConnectionOnly() throws IOException {
    byte[] badDocument = message(26, 2013, 0, 5, 0, 0, 0, 1);
    byte[] badCode = message(21, 999, 0);
    byte[] badLength = message(Integer.MAX_VALUE, 2013);
    for (byte[] rubbish : List.of(badDocument, badCode, badLength)) {
      try (Socket socket = connect(InetAddress.ofLiteral("127.0.0.1"))) {
        OutputStream out = socket.getOutputStream();
        out.write(rubbish);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
    assertThat(client.getDatabase("t").getCollection("a").countDocuments()).isOne();
  }

  /// A header that says that length and operation, and bytes behind it.
  private static byte[] message(int length, int operation, int... rest) {
    byte[] bytes = new byte[16 + 4 + rest.length];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .putInt(1)
        .putInt(0)
        .putInt(operation);
    for (int i = 0; i < rest.length; i++) {
      bytes[20 + i] = (byte) rest[i];
    }
    return bytes;
  }

  private static Socket connect(InetAddress address) throws IOException {
    String uri = sandbox.uri();
    int port = Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1, uri.length() - 1));
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(address, port), 2000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void nobodyElseIsListenedTo() throws IOException {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> connect(address).close()).isInstanceOf(IOException.class);
        }
      }
    }
  }
}
