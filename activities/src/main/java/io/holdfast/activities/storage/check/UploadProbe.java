package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.check.Probe.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/// The experiment with a stream of several parts, and what it says of the store's speed.
final class UploadProbe {
  private static final int PIECE = 1 << 20;
  private static final int PIECES = 24;
  private static final long LENGTH = (long) PIECE * PIECES;

  private long uploadNanos;
  private long downloadNanos;

  Outcome upload(Scratch scratch) throws IOException {
    String key = scratch.key("streamed");
    MessageDigest written = sha256();
    long start = System.nanoTime();
    try (ObjectUpload upload = scratch.store().upload(key)) {
      send(upload, written);
      Refuted.unless(!scratch.isThere("streamed"), "An upload is visible before its commit.");
      ObjectInfo committed = upload.commit();
      uploadNanos = System.nanoTime() - start;
      Refuted.unless(
          committed.length() == LENGTH
              && scratch.store().stat(key).stream().allMatch(committed::equals),
          "An upload has another length than was sent.");
    }
    long reading = System.nanoTime();
    byte[] read = digest(scratch, key);
    downloadNanos = System.nanoTime() - reading;
    Refuted.unless(
        MessageDigest.isEqual(written.digest(), read), "A streamed object is read back different.");
    abandon(scratch);
    return Outcome.ok(
        "%d MiB of unknown length, whole and only after the commit.".formatted(PIECES));
  }

  private static void send(ObjectUpload upload, MessageDigest written) throws IOException {
    byte[] piece = new byte[PIECE];
    Random random = new Random(PIECES);
    for (int i = 0; i < PIECES; i++) {
      random.nextBytes(piece);
      written.update(piece);
      upload.write(piece);
    }
  }

  private static byte[] digest(Scratch scratch, String key) throws IOException {
    MessageDigest read = sha256();
    try (InputStream in =
        scratch
            .store()
            .read(key, 0)
            .orElseThrow(() -> new Refuted("A committed upload is absent."))) {
      byte[] buffer = new byte[64 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read.update(buffer, 0, count);
      }
    }
    return read.digest();
  }

  private static void abandon(Scratch scratch) throws IOException {
    try (ObjectUpload upload = scratch.store().upload(scratch.key("abandoned"))) {
      upload.write(new byte[PIECE]);
    }
    Refuted.unless(
        !scratch.isThere("abandoned"), "An upload that was given up is an object all the same.");
  }

  Outcome throughput(Scratch scratch) {
    if (uploadNanos == 0 || downloadNanos == 0) {
      return Outcome.skipped("The large object did not get through.");
    }
    double up = mibPerSecond(uploadNanos);
    double down = mibPerSecond(downloadNanos);
    String told =
        "About %.0f MiB/s up and %.0f down on one stream: 100 GiB come back in %s or less."
            .formatted(up, down, hours(100 * 1024 / down));
    return Math.min(up, down) < 1 ? Outcome.warn(told) : Outcome.ok(told);
  }

  private static double mibPerSecond(long nanos) {
    return PIECES * 1e9 / nanos;
  }

  private static String hours(double seconds) {
    return seconds < 7_200
        ? "%.0f minutes".formatted(Math.ceil(seconds / 60))
        : "%.0f hours".formatted(Math.ceil(seconds / 3_600));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
