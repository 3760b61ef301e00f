package io.holdfast.sandbox.update;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;

/// An update that puts another document in the place of the old one, which keeps its `_id`.
public record Replacement(Doc document) implements Update {

  @Override
  public Result apply(Doc before) {
    Value key = before.get("_id");
    Value said = document.get("_id");
    if (key != null && said != null && !key.equals(said)) {
      throw ServerError.IMMUTABLE_FIELD.because(
          "After applying the update, the (immutable) field '_id' was found to have been altered"
              + " to _id: "
              + said);
    }
    Doc after = key == null || keyIsFirst() ? document : Update.withKeyFirst(key, document);
    return after.equals(before) ? new Result(before, null) : new Result(after, after);
  }

  private boolean keyIsFirst() {
    Field first = document.first();
    return first != null && first.name().equals("_id");
  }

  @Override
  public Doc insertion(Doc fromFilter) {
    Value key = fromFilter.get("_id");
    return key == null || document.has("_id") ? document : Update.withKeyFirst(key, document);
  }
}
