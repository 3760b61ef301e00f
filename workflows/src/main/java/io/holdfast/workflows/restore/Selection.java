package io.holdfast.workflows.restore;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The part of a backup that a restore brings back, and the names that it gets. Of the target only
/// what has one of these names is touched.
///
/// @param include what is brought back; everything when there are none
/// @param exclude what is left out of that
/// @param renames the first that fits changes the name
public record Selection(
    List<NamespacePattern> include, List<NamespacePattern> exclude, List<Rename> renames) {
  /// A request is a small descriptor, and part of a workflow's history.
  public static final int MOST_PATTERNS = 100;

  public Selection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    renames = List.copyOf(renames);
    int patterns = include.size() + exclude.size() + renames.size();
    if (patterns == 0 || patterns > MOST_PATTERNS) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A selection has 1 to %d patterns, not %d.".formatted(MOST_PATTERNS, patterns),
          "Choose with wildcards: 'shop.*'.");
    }
  }

  /// Whether a namespace of the backup is brought back.
  public boolean chooses(Namespace namespace) {
    boolean included =
        include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(namespace));
    return included && exclude.stream().noneMatch(pattern -> pattern.matches(namespace));
  }

  /// The name that a namespace of the backup gets, chosen or not. It is only text: it may be no
  /// namespace's name at all.
  public String renamed(Namespace namespace) {
    return renames.stream()
        .flatMap(rename -> rename.apply(namespace).stream())
        .findFirst()
        .orElse(namespace.toString());
  }

  /// The first pattern that none of the namespaces fits: an error of whoever wrote it. A renaming
  /// must fit one that is chosen.
  public Optional<NamespacePattern> idle(Collection<Namespace> namespaces) {
    List<Namespace> chosen = namespaces.stream().filter(this::chooses).toList();
    return Stream.concat(
            patternsWithout(Stream.concat(include.stream(), exclude.stream()), namespaces),
            patternsWithout(renames.stream().map(Rename::from), chosen))
        .findFirst();
  }

  private static Stream<NamespacePattern> patternsWithout(
      Stream<NamespacePattern> patterns, Collection<Namespace> namespaces) {
    return patterns.filter(pattern -> namespaces.stream().noneMatch(pattern::matches));
  }
}
