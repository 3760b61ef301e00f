package io.holdfast.cli.launch.demo.act;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/// Everything is lost: the sample databases are dropped, with their users.
public final class Accident {
  private final MongoClient client;

  public Accident(MongoClient client) {
    this.client = client;
  }

  public void happen() {
    for (String name : List.of(SampleDatabases.GEO, SampleDatabases.TRAVEL)) {
      MongoDatabase database = client.getDatabase(name);
      for (String user : Users.of(database)) {
        var _ = database.runCommand(new Document("dropUser", user));
      }
      database.drop();
    }
  }

  /// The databases that the server still lists.
  public List<String> databasesLeft() {
    return client.listDatabaseNames().into(new ArrayList<>());
  }
}
