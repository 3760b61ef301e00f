package io.holdfast.activities.mongodb.member;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// How a server encrypts its data files, by the options that it was started with; the same in
/// Percona Server for MongoDB and MongoDB Enterprise. The key is nobody's business here.
public final class FileEncryption {
  /// That of files which anybody can read.
  public static final String NONE = "none";

  private static final BsonString USUAL = new BsonString("AES256-CBC");

  private FileEncryption() {}

  /// The cipher, or [#NONE].
  ///
  /// @param options as `getCmdLineOpts` has them in `parsed`
  public static String of(BsonDocument options) {
    BsonDocument security = options.getDocument("security", new BsonDocument());
    return security.getBoolean("enableEncryption", BsonBoolean.FALSE).getValue()
        ? security.getString("encryptionCipherMode", USUAL).getValue()
        : NONE;
  }
}
