package io.holdfast.activities.mongodb.export;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which collections and views are meant: those whose full name matches one of the patterns, or all
/// where there is no pattern. In a pattern `*` stands for any characters; `shop` alone means
/// `shop.*`. Names are those at the backup's point in time.
///
/// @param patterns such as `shop.orders`, `shop.*`, `shop`
public record NamespaceFilter(List<String> patterns) {
  /// Everything.
  public static final NamespaceFilter ALL = new NamespaceFilter(List.of());

  /// @throws HoldfastException VALIDATION_FAILED for an empty pattern
  public NamespaceFilter {
    patterns = List.copyOf(patterns);
    if (patterns.stream().anyMatch(String::isBlank)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A namespace pattern is empty.",
          "Write, for instance, shop.orders or shop.*");
    }
  }

  boolean includes(Namespace namespace) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> matches(pattern, namespace.toString()));
  }

  private static boolean matches(String pattern, String name) {
    String full = pattern.contains(".") || pattern.contains("*") ? pattern : pattern + ".*";
    String expression =
        Arrays.stream(full.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(expression, Pattern.DOTALL).matcher(name).matches();
  }
}
