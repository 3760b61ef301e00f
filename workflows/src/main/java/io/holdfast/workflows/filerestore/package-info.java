/// Restores of data files: the files of a backup take the place of every member's own. Workflow,
/// the activities that need no agent, and what people are told while they copy.
@NullMarked
package io.holdfast.workflows.filerestore;

import org.jspecify.annotations.NullMarked;
