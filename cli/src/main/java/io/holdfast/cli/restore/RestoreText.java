package io.holdfast.cli.restore;

import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.restore.ShardByShard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A restore, planned or done, in words for people.
public final class RestoreText {
  private static final int PARTS_SHOWN = 40;

  private RestoreText() {}

  static List<String> plan(RestoreView.Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Would restore %s/%s into %s (%s %s), %s %s:"
            .formatted(
                plan.source(),
                plan.backup(),
                plan.target(),
                plan.targetServer().flavour(),
                plan.targetServer().version(),
                plan.consistency() == Consistency.NONE ? "of no one time, read until" : "as of",
                Human.time(plan.pointInTime().instant())));
    lines.addAll(plan.members() == null ? documents(plan) : members(plan, plan.members()));
    if (plan.users() != null) {
      lines.add("  " + users(plan.users(), plan.target()));
    }
    if (plan.sharding() != null) {
      lines.addAll(ShardingText.plan(plan.sharding()));
    }
    lines.addAll(parts(plan));
    for (RestoreView.Gate gate : plan.gates()) {
      lines.add("  %s %s".formatted(gate.open() ? "✓" : "✗", gate.name()));
      if (gate.refusal() != null) {
        lines.add("      " + gate.refusal().told());
        lines.add("      " + gate.refusal().hint());
      }
      if (gate.note() != null) {
        lines.add("      " + gate.note());
      }
    }
    lines.add(plan.allowed() ? "It would be allowed." : "It would be refused.");
    return lines;
  }

  private static List<String> documents(RestoreView.Plan plan) {
    List<String> lines = new ArrayList<>(List.of("  " + extent(plan)));
    lines.addAll(drops(plan));
    if (plan.shardByShard() != null) {
      lines.addAll(shards(plan.shardByShard()));
    }
    return lines;
  }

  private static List<String> shards(ShardByShard way) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  shard by shard, past the routers; the balancer %s"
            .formatted(way.balancing() ? "is stopped meanwhile" : "is off, and stays so"));
    for (ShardByShard.Part part : way.parts()) {
      if (part.shard() != null) {
        lines.add(
            "    %s to %s"
                .formatted(part.shard(), part.to() == null ? "wherever it is placed" : part.to()));
      }
    }
    return lines;
  }

  private static List<String> members(RestoreView.Plan plan, List<RestoreView.Member> members) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  data files of %s at least, in place of ALL that is there"
            .formatted(Human.bytes(plan.plainBytes())));
    for (RestoreView.Member member : members) {
      if (!member.dataFolder().isEmpty()) {
        lines.add(
            "    %s: %s, %s free, mongod %s, %s"
                .formatted(
                    member.member(),
                    member.dataFolder(),
                    Human.bytes(member.freeBytes()),
                    member.server(),
                    member.running() ? "runs, would be stopped" : "does not run"));
      }
      if (member.leftover() != null) {
        lines.add("      what %s left is cleaned up first".formatted(member.leftover()));
      }
    }
    return lines;
  }

  /// Where a restore of data files wants them, and what to do then.
  public static List<String> copy(RestoreView.Copy copy) {
    List<String> lines = new ArrayList<>(List.of("Attempt        " + copy.attempt()));
    if (copy.deadline() != null) {
      lines.add("Deadline       " + Human.time(copy.deadline()));
    }
    if (copy.refusal() != null) {
      lines.add("Refused        " + copy.refusal());
    }
    copy.members()
        .forEach(
            place -> lines.add("Copy to        %s: %s".formatted(place.member(), place.copyTo())));
    if (copy.token() != null) {
      lines.add("");
      lines.add("When all are copied: " + copy.finishCommand());
      lines.add("To put the old data back: holdfast restore abort " + copy.id());
    }
    return lines;
  }

  private static List<String> drops(RestoreView.Plan plan) {
    if (plan.drops().isEmpty()) {
      return List.of("  nothing would be dropped");
    }
    String names = String.join(", ", plan.drops());
    return "shadow".equals(plan.replacement())
        ? List.of(
            "  would replace " + names,
            "    they stay until the backup is loaded beside them and proven; then each collection",
            "    is replaced in one step, views and system.js are not: they are made anew")
        : List.of("  would drop " + names);
  }

  private static String extent(RestoreView.Plan plan) {
    int views = plan.views() == null ? 0 : plan.views();
    return "%s in %s%s, %s"
        .formatted(
            Human.count(plan.documents(), "document"),
            Human.count(plan.collections(), "collection"),
            views == 0 ? "" : " and " + Human.count(views, "view"),
            Human.bytes(plan.plainBytes()));
  }

  private static String users(RestoreView.Users users, InstanceId target) {
    String backups =
        "the backup's %s and %s"
            .formatted(Human.count(users.users(), "user"), Human.count(users.roles(), "role"));
    return switch (users.policy()) {
      case "keep" -> "users and roles stay those of %s; not %s".formatted(target, backups);
      case "take" ->
          "users and roles: ALL of %s would be replaced by %s".formatted(target, backups);
      default -> "users and roles: policy '%s', %s".formatted(users.policy(), backups);
    };
  }

  private static List<String> parts(RestoreView.Plan plan) {
    List<RestoreView.Part> parts = plan.namespaces() == null ? List.of() : plan.namespaces();
    List<String> lines = new ArrayList<>();
    for (RestoreView.Part part : parts.subList(0, Math.min(PARTS_SHOWN, parts.size()))) {
      String name =
          part.source().equals(part.target())
              ? part.target().toString()
              : "%s, in the backup %s".formatted(part.target(), part.source());
      String content =
          part.kind().equals("view")
              ? "a view"
              : "%s, %s"
                  .formatted(
                      Human.count(
                          part.documents(),
                          part.kind().equals("time_series") ? "bucket" : "document"),
                      Human.bytes(part.plainBytes()));
      lines.add("    %s %s: %s".formatted(part.replaces() ? "replace" : "create", name, content));
    }
    int more = parts.size() - lines.size() + (plan.unlisted() == null ? 0 : plan.unlisted());
    if (more > 0) {
      lines.add("    and %d more; -o json lists up to 2,000".formatted(more));
    }
    return lines;
  }

  /// What a restore that did not complete left of its target.
  public static List<String> remains(RestoreView.@Nullable Remains remains) {
    if (remains == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("Target       " + remains.meaning()));
    if (!remains.dropped().isEmpty()) {
      lines.add("Dropped      " + String.join(", ", remains.dropped()));
    }
    if (remains.partialCount() > 0) {
      List<String> names = remains.partial().stream().map(Object::toString).toList();
      int more = remains.partialCount() - names.size();
      lines.add(
          "Not whole    %s%s"
              .formatted(String.join(", ", names), more > 0 ? " and %d more".formatted(more) : ""));
    }
    lines.add("Next         " + remains.advice());
    return lines;
  }

  static String loss(RestoreView.Plan plan, InstanceId target) {
    return "The instance '%s' holds data. This will be dropped and replaced: %s"
        .formatted(target, String.join(", ", plan.drops()));
  }

  static List<String> started(OperationView operation, RestoreView.Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("Restore of %s has begun.".formatted(operation.subject()));
    lines.add("Operation    " + operation.id());
    if (operation.temporalUi() != null) {
      lines.add("Temporal UI  " + operation.temporalUi());
    }
    lines.addAll(
        plan.isOfFiles()
            ? List.of(
                "Every server of the target is stopped next. Of an external backup it then waits",
                "until you have copied the files; this says where to, and how to go on:",
                "Next: holdfast describe " + operation.id())
            : List.of("Next: holdfast status"));
    return lines;
  }

  /// What became of users and roles: who restores onto new machines needs to know.
  private static String users(RestoreView restore) {
    return restore.users().equals("take")
        ? "Users and roles are the backup's."
        : "Users and roles are the target's own, as before; --users take brings the backup's.";
  }

  static List<String> completed(OperationView ended, RestoreView restore, RestoreView.Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("Restored %s, after %s.".formatted(ended.subject(), Human.duration(ended.took())));
    if (restore.proof() != null) {
      lines.add(
          "Proven: %s in %s are what the manifest says."
              .formatted(
                  Human.count(restore.proof().documents(), "document"),
                  Human.count(restore.proof().collections(), "collection")));
    }
    lines.add(
        plan.isOfFiles()
            ? "Every member runs on the backup's files; users and roles are the backup's."
            : users(restore));
    if (plan.isOfSeveralSets()) {
      lines.add("Start the cluster's routers again.");
    }
    lines.add("Next: holdfast describe " + ended.id());
    return lines;
  }
}
