/// What an agent does on the host of its member: everything that needs the data files or the
/// server's process. Its activities, and the task queue that it alone takes them from.
@NullMarked
package io.holdfast.workflows.agent;

import org.jspecify.annotations.NullMarked;
