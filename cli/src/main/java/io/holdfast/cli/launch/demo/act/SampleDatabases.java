package io.holdfast.cli.launch.demo.act;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.ValidationOptions;
import java.util.List;
import org.bson.Document;

/// Two databases as an application might have them: `geo` with real cities and countries, and
/// `travel` with bookings, with indexes of several kinds, a view, a validator, and a user each.
public final class SampleDatabases {
  public static final String GEO = "geo";
  public static final String TRAVEL = "travel";

  private static final long METROPOLIS = 1_000_000;
  private static final int BATCH = 5_000;

  private final MongoClient client;

  public SampleDatabases(MongoClient client) {
    this.client = client;
  }

  /// What was made.
  ///
  /// @param cityIds the cities, to travel between
  /// @param users their names, each with its database
  public record Made(List<Integer> cityIds, int countries, int indexes, List<String> users) {
    public Made {
      cityIds = List.copyOf(cityIds);
      users = List.copyOf(users);
    }

    public int cities() {
      return cityIds.size();
    }
  }

  /// Makes everything and fills `geo`; the bookings come from [BookingDesk].
  ///
  /// @param password of the sample users; they live only as long as the demo
  public Made make(String password) {
    List<Integer> cities = cities();
    int countries = countries();
    bookings();
    user(GEO, "reader", "read", password);
    user(TRAVEL, "desk", "readWrite", password);
    return new Made(cities, countries, 6, List.of("geo.reader", "travel.desk"));
  }

  private List<Integer> cities() {
    MongoDatabase geo = client.getDatabase(GEO);
    MongoCollection<Document> cities = geo.getCollection("cities");
    List<Document> documents = GeoNames.cities();
    for (int from = 0; from < documents.size(); from += BATCH) {
      var _ = cities.insertMany(documents.subList(from, Math.min(from + BATCH, documents.size())));
    }
    cities.createIndex(
        Indexes.compoundIndex(Indexes.ascending("country"), Indexes.descending("population")));
    cities.createIndex(Indexes.geo2dsphere("location"));
    cities.createIndex(
        Indexes.ascending("timezone"),
        new IndexOptions()
            .name("timezone_of_metropolises")
            .partialFilterExpression(Filters.gte("population", METROPOLIS)));
    geo.createView(
        "metropolises",
        "cities",
        List.of(
            Aggregates.match(Filters.gte("population", METROPOLIS)),
            Aggregates.sort(Sorts.descending("population"))));
    return documents.stream().map(city -> city.getInteger("_id")).toList();
  }

  private int countries() {
    MongoCollection<Document> countries = client.getDatabase(GEO).getCollection("countries");
    List<Document> documents = GeoNames.countries();
    var _ = countries.insertMany(documents);
    countries.createIndex(Indexes.ascending("iso3"), new IndexOptions().unique(true));
    return documents.size();
  }

  private void bookings() {
    MongoDatabase travel = client.getDatabase(TRAVEL);
    travel.createCollection(
        "bookings",
        new CreateCollectionOptions()
            .validationOptions(new ValidationOptions().validator(Filters.exists("passenger"))));
    MongoCollection<Document> bookings = travel.getCollection("bookings");
    bookings.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
    bookings.createIndex(Indexes.compoundIndex(Indexes.ascending("to"), Indexes.descending("at")));
  }

  private void user(String database, String name, String role, String password) {
    var _ =
        client
            .getDatabase(database)
            .runCommand(
                new Document("createUser", name)
                    .append("pwd", password)
                    .append("roles", List.of(role)));
  }
}
