package io.holdfast.activities.mongodb.lock;

import java.util.Map;
import java.util.TreeMap;

/// The properties of a JVM that say whom its TLS trusts, and how it speaks. May have passwords:
/// they go through a pipe, and are kept nowhere.
record TlsProperties(Map<String, String> values) {
  TlsProperties {
    values = Map.copyOf(values);
  }

  /// Those of this process, wherever it has them from.
  static TlsProperties ofThisProcess() {
    Map<String, String> own = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("javax.net.ssl.") || name.startsWith("jdk.tls.")) {
        own.put(name, System.getProperty(name, ""));
      }
    }
    return new TlsProperties(own);
  }

  /// Gives them to this process, which must not have used TLS yet.
  void apply() {
    values.forEach(System::setProperty);
  }

  /// Without the values.
  @Override
  public String toString() {
    return "TlsProperties" + values.keySet();
  }
}
