/// What `demo --external` is played on: a stand-in `mongod` with data files, the agent of its
/// member, and the folder that a copy of the files is kept in.
@NullMarked
package io.holdfast.cli.launch.demo.standin;

import org.jspecify.annotations.NullMarked;
