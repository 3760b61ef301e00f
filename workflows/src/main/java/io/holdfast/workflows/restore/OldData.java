package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.MemberId;
import java.util.List;
import java.util.stream.Collectors;

/// What became of the old data when a restore of data files ended.
///
/// @param fate what was to become of it, on every member alike
/// @param stuck the members on which it did not come to that
public record OldData(Fate fate, List<Stuck> stuck) {
  public OldData {
    stuck = List.copyOf(stuck);
  }

  /// What is done with old data in the end.
  public enum Fate {
    @JsonProperty("back")
    BACK("The old data is back on every member.", "The old data is not back: "),
    @JsonProperty("deleted")
    DELETED("The old data is deleted.", "The new data stands, but the old is not deleted: "),
    @JsonProperty("kept")
    KEPT(
        "The old data is kept in .holdfast of each data folder.",
        "The new data stands, but the old is not yet where it is to be kept: ");

    private final String done;
    private final String undone;

    Fate(String done, String undone) {
      this.done = done;
      this.undone = undone;
    }
  }

  /// A member on which it did not come to that.
  ///
  /// @param why names the member, and says what to do by hand
  public record Stuck(MemberId member, FailureInfo why) {}

  /// For people.
  @JsonIgnore
  public String sentence() {
    return stuck.isEmpty()
        ? fate.done
        : stuck.stream()
            .map(one -> one.why().message() + " " + one.why().hint())
            .collect(Collectors.joining(" ", fate.undone, ""));
  }
}
