package io.holdfast.activities.repository.key;

/// What a key of a repository is used for.
enum KeyPurpose {
  WRAP_DATA_KEY("holdfast wrap"),
  SEAL_SECRET("holdfast seal");

  private final String label;

  KeyPurpose(String label) {
    this.label = label;
  }

  /// By which the purpose's own key is derived.
  String label() {
    return label;
  }
}
