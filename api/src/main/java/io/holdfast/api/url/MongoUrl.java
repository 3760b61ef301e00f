package io.holdfast.api.url;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form of a MongoDB connection string
/// (https://www.mongodb.com/docs/manual/reference/connection-string/), checked without a driver and
/// without repeating any of it in a message.
public final class MongoUrl {
  private static final int MAX_LENGTH = 2048;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_](?:[A-Za-z0-9._-]*))(?::(\\d{1,5}))?");
  private static final Pattern DATABASE = Pattern.compile("[^/\\\\. \"$*<>:|?]{0,63}");
  private static final Pattern OPTION = Pattern.compile("[A-Za-z]+=[^=&]*(?:=[^&]*)?");
  private static final int MAX_PORT = 65_535;
  private static final Pattern PORT = Pattern.compile(":\\d+$");
  private static final String USUAL_PORT = ":27017";

  private MongoUrl() {}

  /// Refuses what is not a connection string (VALIDATION_FAILED) or holds a secret (SECRET_IN_URL).
  public static void check(String url) {
    UrlParts parts = UrlParts.of(url);
    if (parts.hasPassword() || parts.options().stream().anyMatch(UrlParts::isSecret)) {
      throw new HoldfastException(
          ErrorCode.SECRET_IN_URL,
          "The connection string carries a secret.",
          "Take it out, and name where the worker finds it in credentials.password: env:NAME or"
              + " file:/absolute/path.");
    }
    boolean srv = parts.scheme().equals("mongodb+srv");
    if (!srv && !parts.scheme().equals("mongodb")) {
      throw malformed("does not begin with mongodb:// or mongodb+srv://");
    }
    if (url.length() > MAX_LENGTH || !PRINTABLE.matcher(url).matches()) {
      throw malformed("is too long or holds a blank or a control character");
    }
    checkAddress(parts.address(), srv);
    if (!parts.options().stream().allMatch(option -> OPTION.matcher(option).matches())) {
      throw malformed("has an option that is not of the form name=value");
    }
  }

  /// Whether two connection strings, both of them checked, name a host in common: then they lead to
  /// one deployment. That they do not says nothing.
  public static boolean shareHosts(String one, String other) {
    return !Collections.disjoint(hosts(one), hosts(other));
  }

  private static List<String> hosts(String url) {
    String address = UrlParts.of(url).address();
    int slash = address.indexOf('/');
    boolean srv = url.startsWith("mongodb+srv:");
    return Arrays.stream((slash < 0 ? address : address.substring(0, slash)).split(","))
        .map(host -> host.toLowerCase(Locale.ROOT))
        .map(host -> srv || PORT.matcher(host).find() ? host : host + USUAL_PORT)
        .toList();
  }

  private static void checkAddress(String address, boolean srv) {
    int slash = address.indexOf('/');
    String database = slash < 0 ? "" : address.substring(slash + 1);
    if (!DATABASE.matcher(database).matches()) {
      throw malformed("names no valid database after the slash");
    }
    List<String> hosts =
        List.of((slash < 0 ? address : address.substring(0, slash)).split(",", -1));
    if (srv && (hosts.size() != 1 || hosts.getFirst().indexOf(':') >= 0)) {
      throw malformed("is of the form mongodb+srv:// and so takes one host without a port");
    }
    if (!hosts.stream().allMatch(MongoUrl::isHost)) {
      throw malformed("has a host that is not of the form host or host:port");
    }
  }

  private static boolean isHost(String text) {
    var match = HOST.matcher(text);
    if (!match.matches()) {
      return false;
    }
    String port = match.group(1);
    return port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= MAX_PORT);
  }

  private static HoldfastException malformed(String why) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        "The connection string " + why + ".",
        "Write it as mongodb://HOST:PORT,HOST:PORT/?replicaSet=NAME.");
  }
}
