/// The logical dump of one replica set at one point in time, in three steps that each survive the
/// death of their worker.
///
/// 1. [Preparation] remembers the oplog position, then lists the collections into a plan.
/// 2. [CollectionsDump] writes each collection in chunks; large ones are cut at [SplitPoints] into
///    ranges that are read at the same time, as far as [DumpSlots] and [SourceLoad] allow.
/// 3. [OplogCapture] keeps the oplog from that position to one after the last chunk.
///
/// What is done stands in the operation's journal: the plan in pages ([PlanJournal]), one record
/// for each chunk ([ChunkJournal]) and for each piece of oplog ([OplogJournal]), created after the
/// payload object it names and never changed. Whoever comes first counts; who comes second deletes
/// what it wrote and goes on from there. [BackupCompletion] reads them all in the end.
@NullMarked
package io.holdfast.activities.mongodb.dump;

import org.jspecify.annotations.NullMarked;
