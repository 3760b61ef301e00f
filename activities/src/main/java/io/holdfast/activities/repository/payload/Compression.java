package io.holdfast.activities.repository.payload;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The stage that compresses.
///
/// @param level of zstd 1 to 22, of gzip 1 to 9; means nothing for `none`
/// @param threads of zstd: 0 compresses in the thread that writes, more in as many beside it
public record Compression(CompressionFormat format, int level, int threads)
    implements PayloadStage {
  /// Fast, and most of what compression can give for BSON.
  public static final int ZSTD_LEVEL = 3;

  /// What is used where nobody chose.
  public static final Compression DEFAULT = of(CompressionFormat.ZSTD);

  /// For files of a database, most of which it has compressed itself: a higher level makes them
  /// smaller by a few hundredths, and takes several times as long.
  public static final int ZSTD_LEVEL_OF_DATA_FILES = 1;

  private static final int MAX_ZSTD_LEVEL = 22;
  private static final int GZIP_LEVEL = 6;
  private static final int MAX_THREADS = 64;
  private static final int BUFFER = 64 * 1024;

  public Compression {
    int highest =
        switch (format) {
          case ZSTD -> MAX_ZSTD_LEVEL;
          case GZIP -> Deflater.BEST_COMPRESSION;
          case NONE -> Integer.MAX_VALUE;
        };
    require(level >= 1 && level <= highest, "level", "1 to " + highest);
    require(threads >= 0 && threads <= MAX_THREADS, "number of threads", "0 to " + MAX_THREADS);
    require(threads == 0 || format == CompressionFormat.ZSTD, "number of threads", "0: only zstd");
  }

  /// The format with its usual level.
  public static Compression of(CompressionFormat format) {
    return new Compression(format, usualLevel(format), 0);
  }

  /// The level that a format is used with unless somebody chose one.
  public static int usualLevel(CompressionFormat format) {
    return switch (format) {
      case ZSTD -> ZSTD_LEVEL;
      case GZIP -> GZIP_LEVEL;
      case NONE -> 1;
    };
  }

  /// The same for files of a database: what nobody chose is chosen anew.
  public Compression ofDataFiles() {
    boolean usual = format == CompressionFormat.ZSTD && level == ZSTD_LEVEL;
    return usual ? new Compression(format, ZSTD_LEVEL_OF_DATA_FILES, threads) : this;
  }

  private static void require(boolean holds, String what, String allowed) {
    if (!holds) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "That is no %s of this compression.".formatted(what),
          "It takes %s.".formatted(allowed));
    }
  }

  /// By what the names of objects end, for people.
  public String suffix() {
    return switch (format) {
      case ZSTD -> ".zst";
      case GZIP -> ".gz";
      case NONE -> "";
    };
  }

  @Override
  public OutputStream encoding(OutputStream to) throws IOException {
    return switch (format) {
      case ZSTD -> zstd(to);
      case GZIP -> new LevelledGzip(to, level);
      case NONE -> to;
    };
  }

  private OutputStream zstd(OutputStream to) throws IOException {
    ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(to, level);
    zstd.setChecksum(true);
    if (threads > 0) {
      zstd.setWorkers(threads);
    }
    return zstd;
  }

  @Override
  public InputStream decoding(InputStream from) throws IOException {
    return switch (format) {
      case ZSTD -> new ZstdInputStreamNoFinalizer(from);
      case GZIP -> new GZIPInputStream(from, BUFFER);
      case NONE -> from;
    };
  }

  /// The platform's gzip knows no level of its own.
  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(OutputStream to, int level) throws IOException {
      super(to, BUFFER);
      def.setLevel(level);
    }
  }
}
