package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How the plain bytes of a payload object were compressed.
public enum CompressionFormat {
  @JsonProperty("zstd")
  ZSTD,
  @JsonProperty("gzip")
  GZIP,
  @JsonProperty("none")
  NONE
}
