package io.holdfast.api.instance;

import io.holdfast.api.guard.Needs;
import io.holdfast.api.guard.Role;
import io.holdfast.api.message.InstanceBody;
import io.holdfast.api.message.InstancePatch;
import io.holdfast.api.message.InstanceView;
import io.holdfast.api.message.Page;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.api.paging.Position;
import io.holdfast.api.temporal.Questions;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.InstanceId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/instances`: the deployments that Holdfast protects.
@Controller("/v1/instances")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "instances", description = "The deployments that Holdfast protects")
final class InstanceController {
  private final Instances instances;
  private final Questions questions;

  InstanceController(Instances instances, Questions questions) {
    this.instances = instances;
    this.questions = questions;
  }

  @Get
  @Operation(summary = "Lists the registered instances, by id")
  @Answers
  Page<InstanceView> list(
      @QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
    return PageRequest.of(limit, cursor)
        .cut(instances.all().stream().map(InstanceView::of), view -> Position.byId(view.id()));
  }

  @Post
  @Needs(Role.ADMIN)
  @Operation(summary = "Registers an instance")
  @Answers(
      status = 201,
      location = true,
      errors = {ErrorCode.SECRET_IN_URL, ErrorCode.INSTANCE_EXISTS, ErrorCode.KEY_MISSING})
  HttpResponse<InstanceView> register(@Body InstanceBody body) {
    Instance instance = instances.register(body);
    return HttpResponse.created(
        InstanceView.of(instance).among(instances.all()),
        URI.create("/v1/instances/" + instance.id()));
  }

  @Get("/{instance}")
  @Operation(summary = "Shows an instance", description = "The answer's ETag names its version.")
  @Answers(errors = ErrorCode.INSTANCE_NOT_FOUND)
  HttpResponse<InstanceView> show(InstanceId instance) {
    return tagged(instances.versioned(instance));
  }

  @Patch("/{instance}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Changes an instance",
      description =
          "A merge patch (RFC 7396): what is absent stays, null takes away. The connection string"
              + " stays as it is while an operation runs.")
  @Answers(
      errors = {
        ErrorCode.SECRET_IN_URL,
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.INSTANCE_BUSY,
        ErrorCode.RECORD_CHANGED,
        ErrorCode.KEY_MISSING,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  HttpResponse<InstanceView> change(
      InstanceId instance,
      @Header("If-Match")
          @Parameter(
              description =
                  "An ETag that was answered before: the change is made only to that version")
          @Nullable String ifMatch,
      @Body @Schema(implementation = InstancePatch.class) ObjectNode body) {
    return tagged(instances.change(instance, body, ETag.read(ifMatch)));
  }

  private static HttpResponse<InstanceView> tagged(Versioned<Instance> instance) {
    return HttpResponse.ok(InstanceView.of(instance.value()))
        .header(HttpHeaders.ETAG, ETag.of(instance.version()));
  }

  @Delete("/{instance}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Forgets an instance",
      description = "Its backups stay, and stay restorable.")
  @Answers(
      status = 204,
      errors = {
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.INSTANCE_BUSY,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  HttpResponse<Void> remove(InstanceId instance) {
    instances.remove(instance);
    return HttpResponse.noContent();
  }

  @Get("/{instance}/topology")
  @Operation(
      summary = "Looks at an instance's deployment",
      description = "A worker looks, now; that takes up to 30 seconds.")
  @Answers(
      errors = {
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.INSTANCE_MISCONFIGURED,
        ErrorCode.ACCESS_DENIED,
        ErrorCode.DATABASE_UNREACHABLE,
        ErrorCode.STEP_TIMED_OUT,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  Topology topology(InstanceId instance) {
    var _ = instances.get(instance);
    return questions.inspect(instance);
  }
}
