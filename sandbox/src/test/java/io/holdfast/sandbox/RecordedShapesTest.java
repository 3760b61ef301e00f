package io.holdfast.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sandbox's answers have the fields and types of those that a real server gave.
class RecordedShapesTest {
  /// What the sandbox leaves out on purpose: it is no Percona server, is not awaited for changes of
  /// topology, and holds no elections by vote.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "topologyVersion",
          "$clusterTime",
          "operationTime",
          "psmdbVersion",
          "sandbox",
          "openssl",
          "electionCandidateMetrics",
          "electionParticipantMetrics",
          "systemLog",
          "storage",
          "oplogSizeMB",
          "use");

  private static SandboxReplicaSet sandbox;
  private static MongoClient client;

  @BeforeAll
  static void start() {
    sandbox = SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));
    client = MongoClients.create(sandbox.uri());
  }

  @AfterAll
  static void end() {
    client.close();
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, primary-commands.json",
    "1, secondary-commands.json",
    "2, hidden-commands.json",
  })
  void membersAnswerAsRealOnesDo(int member, String file) {
    try (MongoClient direct = MongoClients.create(sandbox.members().get(member).directUri())) {
      for (BsonDocument recorded : Recorded.file(file)) {
        BsonDocument said =
            direct
                .getDatabase("admin")
                .runCommand(recorded.getDocument("command"), BsonDocument.class);
        assertThat(differences(recorded.getDocument("reply"), said))
            .as(recorded.getDocument("command").toJson())
            .isEmpty();
      }
    }
  }

  private static List<String> differences(BsonDocument recorded, BsonDocument said) {
    return Shape.differences(recorded, said, LEFT_OUT).stream()
        .filter(difference -> !difference.contains("tags"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"hello", "isMaster", "connectionStatus"})
  void aStandaloneAnswersAsARealOneDoes(String command) {
    try (SandboxStandalone alone = SandboxStandalone.start(0);
        MongoClient direct = MongoClients.create(alone.uri())) {
      BsonDocument said =
          direct
              .getDatabase("admin")
              .runCommand(new BsonDocument(command, new BsonInt32(1)), BsonDocument.class);
      assertThat(differences(Recorded.reply("standalone.json", command), said)).isEmpty();
    }
  }

  @Test
  void theCatalogueIsToldAsARealOneTellsIt() {
    MongoDatabase shop = client.getDatabase("shop");
    for (String command :
        List.of(
            "{create: 'collated', collation: {locale: 'de', strength: 2}}",
            "{create: 'checked', validator: {$jsonSchema: {required: ['a']}},"
                + " validationLevel: 'moderate', validationAction: 'warn'}",
            "{create: 'plain'}",
            "{create: 'capped', capped: true, size: 65536, max: 100}",
            "{create: 'view', viewOn: 'plain', pipeline: [{$match: {n: {$gt: 5}}}]}",
            "{create: 'view2', viewOn: 'view', pipeline: []}")) {
      shop.runCommand(Document.parse(command));
    }
    BsonDocument listed = shop.runCommand(new Document("listCollections", 1), BsonDocument.class);
    List<BsonDocument> mine = batch(listed);
    for (BsonDocument theirs : batch(Recorded.reply("catalogue.json", "listCollections"))) {
      BsonDocument same =
          mine.stream()
              .filter(each -> each.getString("name").equals(theirs.getString("name")))
              .findFirst()
              .orElseThrow();
      assertThat(same.get("options")).isEqualTo(theirs.get("options"));
      assertThat(same.get("idIndex")).isEqualTo(theirs.get("idIndex"));
      assertThat(differences(theirs, same)).isEmpty();
    }
    BsonDocument stats = shop.runCommand(new Document("dbStats", 1), BsonDocument.class);
    assertThat(differences(Recorded.reply("catalogue.json", "dbStats"), stats)).isEmpty();
  }

  private static List<BsonDocument> batch(BsonDocument reply) {
    return reply.getDocument("cursor").getArray("firstBatch").stream()
        .map(BsonValue::asDocument)
        .toList();
  }

  @Test
  void indexesAreListedWordForWord() {
    MongoDatabase shop = client.getDatabase("words");
    shop.createCollection("plain");
    List<BsonDocument> recorded =
        Recorded.file("catalogue.json").stream()
            .filter(each -> each.getDocument("command").containsKey("listIndexes"))
            .findFirst()
            .map(each -> batch(each.getDocument("reply")))
            .orElseThrow();
    shop.runCommand(
        new Document("createIndexes", "plain")
            .append("indexes", recorded.subList(1, recorded.size())));
    BsonDocument said = shop.runCommand(new Document("listIndexes", "plain"), BsonDocument.class);
    assertThat(batch(said)).isEqualTo(recorded);
  }

  @Test
  void usersHaveTheFieldsOfRealOnes() {
    MongoDatabase shop = client.getDatabase("shop");
    shop.runCommand(
        Document.parse(
            "{createUser: 'bob', pwd: 'x', customData: {team: 'a'}, roles: ['readWrite']}"));
    BsonDocument recorded =
        Recorded.file("users-and-roles.json").getFirst().getArray("users").get(1).asDocument();
    BsonDocument stored =
        client
            .getDatabase("admin")
            .getCollection("system.users", BsonDocument.class)
            .find(new Document("_id", "shop.bob"))
            .first();
    assertThat(requireNonNull(stored).keySet()).containsExactlyElementsOf(recorded.keySet());
    assertThat(differences(recorded, stored)).isEmpty();
  }
}
