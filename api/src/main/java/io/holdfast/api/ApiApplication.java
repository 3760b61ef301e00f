package io.holdfast.api;

import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.HoldfastException;
import java.util.concurrent.CountDownLatch;

/// The API as a process of its own: `holdfast server`. Settings come from the environment.
public final class ApiApplication {
  private ApiApplication() {}

  /// Runs until the process is told to end.
  public static void main(String[] args) throws InterruptedException {
    ApiProcess api;
    try {
      api = ApiProcess.startFromEnvironment();
    } catch (HoldfastException e) {
      System.err.printf("holdfast: %s: %s%n  %s%n", e.code(), e.message(), e.hint());
      System.exit(e.code().category().exitCode());
      return;
    } catch (RuntimeException e) {
      System.err.println("The API did not start: " + e.getMessage());
      System.exit(ErrorCategory.INTERNAL.exitCode());
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(api::close, "holdfast-api-shutdown"));
    System.out.println("Holdfast API on " + api.uri() + ", described at " + api.uri() + "/docs");
    new CountDownLatch(1).await();
  }
}
