package io.holdfast.api.url;

/// A URL that everybody may see.
public final class SecretFreeUrl {
  private SecretFreeUrl() {}

  /// `url` without its password and without options that look secret. Nothing secret should be in
  /// it in the first place; this is the second lock on the door.
  public static String redact(String url) {
    return UrlParts.of(url).withoutSecrets();
  }
}
