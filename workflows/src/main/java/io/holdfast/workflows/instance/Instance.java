package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A registered instance, as `instances/<instance>.json` keeps it.
///
/// @param format version of this record's layout: [#FORMAT], or [#SEALED_FORMAT] with a sealed
///   password
/// @param id its name
/// @param engine what it runs
/// @param connectionString MongoDB: a `mongodb://` or `mongodb+srv://` string without a password
/// @param credentials how to log in; null where the deployment asks for none
/// @param description free text of a person
/// @param registeredAt when it was first registered
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Instance(
    int format,
    InstanceId id,
    Engine engine,
    String connectionString,
    @Nullable Credentials credentials,
    String description,
    Instant registeredAt) {
  public static final int FORMAT = 1;
  public static final int SEALED_FORMAT = 2;

  /// The format of a record with these credentials: the oldest that has a place for them.
  public static int formatOf(@Nullable Credentials credentials) {
    return credentials != null && credentials.isSealed() ? SEALED_FORMAT : FORMAT;
  }
}
