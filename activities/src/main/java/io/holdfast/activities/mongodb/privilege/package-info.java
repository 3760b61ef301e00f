/// Privileges: what each kind of work needs on a server with users, and whether whoever is logged
/// in has it. `docs/guide/privileges.md` has the roles.
@NullMarked
package io.holdfast.activities.mongodb.privilege;

import org.jspecify.annotations.NullMarked;
