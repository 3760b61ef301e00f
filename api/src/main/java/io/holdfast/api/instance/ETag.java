package io.holdfast.api.instance;

import io.holdfast.api.problem.Refusal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A record's version as HTTP carries it: an entity tag (RFC 9110). Stores have versions of any
/// form, quoted ones too, so what stands between the quotes is percent-encoded.
final class ETag {
  private static final Pattern STRONG = Pattern.compile("\"([^\"]*)\"");

  private ETag() {}

  static String of(String version) {
    return '"' + URLEncoder.encode(version, StandardCharsets.UTF_8) + '"';
  }

  /// The version that an `If-Match` names; empty for none, and for `*`, which fits any.
  static Optional<String> read(@Nullable String header) {
    if (header == null || header.isBlank() || header.strip().equals("*")) {
      return Optional.empty();
    }
    Matcher tag = STRONG.matcher(header.strip());
    if (!tag.matches()) {
      throw Refusal.field(
          "If-Match", "That is not one strong entity tag.", "Send an ETag that was answered.");
    }
    try {
      return Optional.of(URLDecoder.decode(tag.group(1), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Refusal.field(
          "If-Match", "That is no entity tag of ours.", "Send an ETag that was answered.");
    }
  }
}
