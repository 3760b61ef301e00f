package io.holdfast.activities.storage.azure;

import com.azure.core.http.rest.Response;
import com.azure.core.util.Context;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.transfer.Etag;
import io.holdfast.activities.storage.transfer.Part;
import io.holdfast.activities.storage.transfer.Parts;
import io.holdfast.activities.storage.transfer.RunningChecksum;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/// The parts of an upload as staged blocks, each checked by the service on arrival. Ids are the
/// upload's own, so that no block of another upload of the same key is taken for one of this.
final class Blocks implements Parts {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String key;
  private final String place;
  private final BlockBlobClient blob;
  private final long upload = RANDOM.nextLong();

  Blocks(String key, String place, BlockBlobClient blob) {
    this.key = key;
    this.place = place;
    this.blob = blob;
  }

  @Override
  public RunningChecksum checksum() {
    return new Md5();
  }

  @Override
  public ObjectInfo whole(Part content) {
    return new BlobWriting(key, place, blob)
        .write(content, new WriteCondition.Always())
        .orElseThrow();
  }

  /// Azure's blocks need no beginning.
  @Override
  public void begin() {}

  @Override
  public void send(int number, Part part) {
    var _ =
        AzureFaults.translating(
            "write " + place, () -> Again.trying(() -> stage(id(number), part)));
  }

  private Response<Void> stage(String id, Part part) {
    BlockBlobStageBlockOptions options =
        new BlockBlobStageBlockOptions(id, BlobWriting.body(part)).setContentMd5(part.checksum());
    return blob.stageBlockWithResponse(options, null, Context.NONE);
  }

  /// All ids of a blob must have one length.
  private String id(int number) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(12).putLong(upload).putInt(number).array());
  }

  @Override
  public ObjectInfo assemble(int count, long length) {
    List<String> ids = IntStream.range(0, count).mapToObj(this::id).toList();
    String tag =
        AzureFaults.translating(
                "write " + place,
                () ->
                    blob.commitBlockListWithResponse(
                        new BlockBlobCommitBlockListOptions(ids), null, Context.NONE))
            .getValue()
            .getETag();
    long stored =
        AzureFaults.translating("look at " + place, () -> blob.getProperties().getBlobSize());
    if (stored != length) {
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "%s has %d bytes of %d written.".formatted(place, stored, length),
          "Somebody else may write the same object; see that no other program uses the prefix.");
    }
    return new ObjectInfo(key, length, Etag.plain(tag));
  }

  /// Azure forgets uncommitted blocks by itself after a week, and shows them to nobody until then.
  @Override
  public void abandon() {}
}
