package io.holdfast.workflows.runtime;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/// The search attributes by which the Temporal UI finds operations. Nothing essential hangs on
/// them; where they are not registered, workflows leave them out.
public final class SearchAttributes {
  public static final SearchAttributeKey<String> INSTANCE =
      SearchAttributeKey.forKeyword("HoldfastInstance");
  public static final SearchAttributeKey<String> OPERATION =
      SearchAttributeKey.forKeyword("HoldfastOperation");
  public static final SearchAttributeKey<String> NAME =
      SearchAttributeKey.forKeyword("HoldfastName");
  public static final SearchAttributeKey<String> METHOD =
      SearchAttributeKey.forKeyword("HoldfastMethod");
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("HoldfastState");

  /// All of them, for registration.
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(INSTANCE, OPERATION, NAME, METHOD, STATE);

  private SearchAttributes() {}
}
