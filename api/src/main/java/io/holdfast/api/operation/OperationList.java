package io.holdfast.api.operation;

import io.holdfast.api.message.OperationView;
import io.holdfast.api.message.Page;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.api.paging.Position;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.operation.OperationRecord;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The operations of one instance or of all.
@Singleton
public final class OperationList {
  private static final int PER_INSTANCE = 1_000;

  private final RepositoryAccess repository;
  private final OperationWatch watch;

  OperationList(RepositoryAccess repository, OperationWatch watch) {
    this.repository = repository;
    this.watch = watch;
  }

  /// The records of an instance, or of every instance that is registered or has backups when it is
  /// null; of each instance the newest thousand.
  public Stream<OperationRecord> records(@Nullable InstanceId instance) {
    Catalogue catalogue = repository.catalogue();
    return instances(instance).stream()
        .flatMap(id -> catalogue.operations(id, PER_INSTANCE).stream());
  }

  /// The given instance, or every one that is registered or has backups when it is null.
  public Collection<InstanceId> instances(@Nullable InstanceId instance) {
    if (instance != null) {
      return List.of(instance);
    }
    Catalogue catalogue = repository.catalogue();
    Collection<InstanceId> all = new TreeSet<>(catalogue.instancesWithBackups());
    catalogue.instances().stream().map(Instance::id).forEach(all::add);
    return all;
  }

  /// The operations that are not over, newest first.
  public List<OperationView> running() {
    Stream<OperationRecord> open = records(null).filter(record -> !record.isOver());
    return look(open.toList()).stream()
        .filter(OperationView::running)
        .sorted((a, b) -> position(a).compareTo(position(b)))
        .toList();
  }

  Page<OperationView> page(
      @Nullable InstanceId instance, @Nullable Boolean running, PageRequest page) {
    Stream<OperationRecord> records = records(instance);
    if (running == null) {
      Page<OperationRecord> cut =
          page.cut(records, record -> new Position(record.requestedAt(), record.id().toString()));
      return new Page<>(look(cut.items()), cut.next());
    }
    List<OperationRecord> candidates =
        records.filter(record -> !running || !record.isOver()).toList();
    return page.cut(
        look(candidates).stream().filter(view -> view.running() == running),
        OperationList::position);
  }

  /// Looks at each; those that run are looked at side by side.
  public List<OperationView> look(List<OperationRecord> records) {
    List<Future<OperationView>> looks = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      records.forEach(record -> looks.add(threads.submit(() -> watch.look(record))));
    }
    return looks.stream().map(Future::resultNow).toList();
  }

  private static Position position(OperationView view) {
    return new Position(view.requestedAt(), view.id().toString());
  }
}
