package io.holdfast.activities.repository.key;

import io.holdfast.activities.secret.Secrets;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.SecretRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys that a process was given: the current one, and older ones for what they once wrapped.
///
/// @param keys in no particular order; the repository says which is the active one
/// @param sealing for passwords where the repository has no key; empty where none was given
public record KeyRing(List<RepositoryKey> keys, Optional<RepositoryKey> sealing) {
  /// No keys.
  public static final KeyRing EMPTY = new KeyRing(List.of(), Optional.empty());

  public KeyRing {
    keys = List.copyOf(keys);
  }

  /// These keys, and none for sealing alone.
  public static KeyRing of(RepositoryKey... keys) {
    return new KeyRing(List.of(keys), Optional.empty());
  }

  /// The keys behind references.
  ///
  /// @param references separated by commas, each `env:NAME` or `file:/absolute/path`; may be empty
  /// @param sealing one reference; may be empty
  /// @throws HoldfastException VALIDATION_FAILED, ACCESS_DENIED when one cannot be found
  public static KeyRing resolve(String references, String sealing, Secrets secrets) {
    return new KeyRing(
        split(references).map(reference -> read(reference, secrets)).toList(),
        split(sealing).map(reference -> read(reference, secrets)).findFirst());
  }

  private static Stream<SecretRef> split(String references) {
    return Arrays.stream(references.split(",", -1))
        .map(String::strip)
        .filter(reference -> !reference.isEmpty())
        .map(SecretRef::new);
  }

  private static RepositoryKey read(SecretRef reference, Secrets secrets) {
    return RepositoryKey.parse(secrets.resolve("The key", reference), reference.value());
  }

  /// The key of this id, if it was given.
  public Optional<RepositoryKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /// The key of this id.
  ///
  /// @param what what cannot be done without it, as the start of a sentence: `The payload of …`
  /// @throws HoldfastException KEY_MISSING
  public RepositoryKey require(String id, String what) {
    return find(id).orElseThrow(() -> missing(id, what));
  }

  /// Any of these keys, the one for sealing included.
  Optional<RepositoryKey> findAny(String id) {
    return find(id).or(() -> sealing.filter(key -> key.id().equals(id)));
  }

  HoldfastException missing(String id, String what) {
    return new HoldfastException(
        ErrorCode.KEY_MISSING,
        "%s needs the key %s; %s.".formatted(what, id, given()),
        "Give it: HOLDFAST_REPOSITORY_KEY=file:/path for worker and server, --key-file for"
            + " 'holdfast repo'.");
  }

  private String given() {
    return keys.isEmpty()
        ? "no key was given"
        : "given was only "
            + keys.stream().map(RepositoryKey::id).collect(Collectors.joining(", "));
  }
}
