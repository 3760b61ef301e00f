package io.holdfast.activities.mongodb.inspect;

import io.holdfast.workflows.instance.ServerVersion;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// What `buildInfo` says of a server.
final class BuildInfo {
  private BuildInfo() {}

  static ServerVersion version(BsonDocument buildInfo, String featureCompatibilityVersion) {
    return new ServerVersion(
        buildInfo.getString("version").getValue(), featureCompatibilityVersion, flavour(buildInfo));
  }

  private static String flavour(BsonDocument buildInfo) {
    if (buildInfo.getBoolean("sandbox", BsonBoolean.FALSE).getValue()) {
      return buildInfo.getBoolean("dataFiles", BsonBoolean.FALSE).getValue()
          ? "Holdfast sandbox with data files"
          : "Holdfast sandbox";
    }
    if (buildInfo.containsKey("psmdbVersion")) {
      return "Percona Server for MongoDB";
    }
    return buildInfo.getArray("modules", new BsonArray()).contains(new BsonString("enterprise"))
        ? "MongoDB Enterprise"
        : "MongoDB Community";
  }
}
