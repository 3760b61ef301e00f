package io.holdfast.activities.mongodb.export;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Where mongodump puts what, below the directory that it writes: `common/util/namespaces.go` and
/// `mongodump/prepare.go` of github.com/mongodb/mongo-tools.
///
/// @param root the directory
/// @param gzip whether files are compressed, each by itself
public record DumpLayout(Path root, boolean gzip) {
  /// Bytes of UTF-8 beside letters and digits that stay as they are; a space becomes `+`. So does
  /// Go's `url.QueryEscape`.
  private static final String PLAIN = "-_.~";

  /// The longest file name is 255 bytes, of which `.metadata.json.gz` takes 17.
  private static final int LONGEST = 238;

  private static final int CUT = 208;

  /// The documents of a collection.
  Path documents(Namespace namespace) {
    return file(namespace, ".bson");
  }

  /// The options and indexes of a collection or view.
  Path metadata(Namespace namespace) {
    return file(namespace, ".metadata.json");
  }

  /// The oplog. It has this name even where it is compressed.
  Path oplog() {
    return root.resolve("oplog.bson");
  }

  private Path file(Namespace namespace, String suffix) {
    String database = namespace.database();
    if (database.isEmpty() || database.startsWith(".") || database.matches(".*[/\\\\\\x00].*")) {
      throw new HoldfastException(
          ErrorCode.MANIFEST_INVALID,
          "The backup has a collection in '%s', which is no database's name.".formatted(database),
          "The manifest or the oplog is damaged: compare it with a copy of the repository.");
    }
    return root.resolve(database)
        .resolve(fileName(namespace.collection()) + suffix + (gzip ? ".gz" : ""));
  }

  /// A collection's name as the beginning of a file's.
  public static String fileName(String collection) {
    String escaped = escape(collection);
    return escaped.length() <= LONGEST
        ? escaped
        : escaped.substring(0, CUT) + "%24" + fingerprint(collection);
  }

  private static String escape(String name) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      boolean letterOrDigit =
          (character >= 'a' && character <= 'z')
              || (character >= 'A' && character <= 'Z')
              || (character >= '0' && character <= '9');
      if (letterOrDigit || PLAIN.indexOf(character) >= 0) {
        escaped.append(character);
      } else if (character == ' ') {
        escaped.append('+');
      } else {
        escaped.append("%%%02X".formatted((int) character));
      }
    }
    return escaped.toString();
  }

  private static String fingerprint(String name) {
    try {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
