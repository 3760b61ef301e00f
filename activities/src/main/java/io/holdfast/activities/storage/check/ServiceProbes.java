package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.check.Probe.Outcome;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Experiments with what a store offers beside objects. One check's: later points build on what
/// earlier ones saw.
final class ServiceProbes {
  private static final String CONTENT = "Read by a link.";
  private static final Duration VALIDITY = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// So old that no upload is: nothing is given up, but the right to look for them is needed.
  private static final Duration EVER = Duration.ofDays(36_500);

  private static final Duration SKEW = Duration.ofSeconds(60);

  private final boolean locking;
  private Optional<Duration> skew = Optional.empty();

  ServiceProbes(boolean locking) {
    this.locking = locking;
  }

  Outcome abandoned(Scratch scratch) {
    try {
      var _ = scratch.store().abandonUploads(EVER);
      return Outcome.ok("They can be looked for; `holdfast repo maintain` removes them.");
    } catch (HoldfastException e) {
      return Outcome.warn(e.message());
    }
  }

  Outcome link(Scratch scratch) throws IOException {
    scratch.put("linked", CONTENT);
    Optional<URI> link = scratch.store().link(scratch.key("linked"), VALIDITY);
    if (link.isEmpty()) {
      return Outcome.ok("This store makes none; downloads go through Holdfast.");
    }
    Instant before = Instant.now();
    HttpResponse<String> answer = get(link.get());
    skew = date(answer).map(date -> between(before, date, Instant.now()));
    if (answer.statusCode() != 200 || !answer.body().equals(CONTENT)) {
      return Outcome.warn("A link was answered with HTTP %d.".formatted(answer.statusCode()));
    }
    return Outcome.ok("A link reads its object without credentials.");
  }

  private static HttpResponse<String> get(URI link) throws IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return client.send(
          HttpRequest.newBuilder(link).timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Optional<Instant> date(HttpResponse<?> answer) {
    try {
      return answer
          .headers()
          .firstValue("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// How far `date` lies outside of the time between asking and answer.
  private static Duration between(Instant asked, Instant date, Instant answered) {
    if (date.isBefore(asked)) {
      return Duration.between(date, asked);
    }
    return date.isAfter(answered) ? Duration.between(answered, date) : Duration.ZERO;
  }

  Outcome clock(Scratch scratch) {
    if (skew.isEmpty()) {
      return Outcome.skipped("This store does not tell its time.");
    }
    String told = "%d s between this machine and the store.".formatted(skew.get().toSeconds());
    return skew.get().compareTo(SKEW) > 0 ? Outcome.warn(told) : Outcome.ok(told);
  }

  Outcome lock(Scratch scratch) {
    if (!locking) {
      return Outcome.skipped("--lock tries it, with lock= in the URL; the object stays till then.");
    }
    scratch.put("locked", CONTENT);
    scratch.store().retain(scratch.key("locked"));
    try {
      scratch.store().delete(scratch.key("locked"));
    } catch (HoldfastException e) {
      if (e.code() == ErrorCode.OBJECT_LOCKED) {
        return Outcome.ok(e.message());
      }
      throw e;
    }
    throw new Refuted("An object that had been locked was deleted; does the URL ask for lock=?");
  }
}
