package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.model.Namespace;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The keys of a replica set's payload objects, below the backup's prefix. Each ends in a random
/// number, so that two attempts never write to the same object.
public final class PayloadKeys {
  private static final int MAX_NAME = 80;
  private static final String OBJECT = "%05d-%s.bson%s";
  private static final String STANDALONE = "standalone";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String folder;
  private final String end;

  /// @param end what tells people how the objects are compressed
  public PayloadKeys(String replicaSet, String end) {
    this.end = end;
    this.folder = plain(replicaSet) + "/";
  }

  /// `<set>/collections/<ordinal>-<name>/metadata-<random>.bson.zst`
  public String metadata(int ordinal, Namespace namespace) {
    return collection(ordinal, namespace) + "metadata-%s.bson%s".formatted(suffix(), end);
  }

  /// `<set>/collections/<ordinal>-<name>/<range>-<chunk>-<random>.bson.zst`
  public String chunk(int ordinal, Namespace namespace, int range, int chunk) {
    return collection(ordinal, namespace)
        + "%03d-".formatted(range)
        + OBJECT.formatted(chunk, suffix(), end);
  }

  /// `<set>/collections/<ordinal>-<name>/bounds-<random>.bson.zst`, which no manifest lists
  String bounds(int ordinal, Namespace namespace) {
    return collection(ordinal, namespace) + "bounds-%s.bson%s".formatted(suffix(), end);
  }

  /// `<set>/oplog/<number>-<random>.bson.zst`
  public String oplog(int number) {
    return folder + "oplog/" + OBJECT.formatted(number, suffix(), end);
  }

  /// `<set>/files/<ordinal>-<name>/<part>-<random>.zst`
  public String file(int ordinal, String path, int part) {
    String name = plain(path);
    // The end of a path tells most.
    String cut = plain(name.substring(Math.max(0, name.length() - MAX_NAME)));
    return "%sfiles/%06d-%s/%06d-%s%s".formatted(folder, ordinal, cut, part, suffix(), end);
  }

  /// `<set>/files/pack-<number>-<random>.zst`, an object of several small files
  public String pack(int number) {
    return "%sfiles/pack-%06d-%s%s".formatted(folder, number, suffix(), end);
  }

  private String collection(int ordinal, Namespace namespace) {
    String name = plain(namespace.toString());
    String cut = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    return "%scollections/%05d-%s/".formatted(folder, ordinal, cut);
  }

  /// A name for people to recognise; the true one is in the manifest.
  static String plain(String name) {
    if (name.isEmpty()) {
      return STANDALONE;
    }
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.startsWith(".") ? "_" + safe : safe;
  }

  private static String suffix() {
    return HexFormat.of().toHexDigits(RANDOM.nextInt());
  }
}
