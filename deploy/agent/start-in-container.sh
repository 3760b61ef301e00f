#!/bin/sh
# Runs a mongod and its agent in one container, and shuts the mongod down cleanly when the container is stopped. With
# `start` it starts the mongod only: that is HOLDFAST_AGENT_START.
set -eu

config=${MONGOD_CONFIG:-/etc/mongod.conf}
marker=$HOLDFAST_AGENT_DBPATH/.holdfast/restore.properties

start() {
    mongod --config "$config" --fork
}

if [ "${1:-}" = start ]; then
    start
    exit
fi

# A restore in the middle has no data to start on; its agent starts the server.
if ! grep -Eqs '^stage=(PREPARING|ASIDE|RECOVERING|RECOVERED|PLACING|CLEARING)$' "$marker"; then
    start
fi

holdfast agent &
agent=$!
trap 'kill "$agent" 2>/dev/null || true' TERM INT
status=0
wait "$agent" || status=$?
# The signal ends the first wait; the second one waits for the agent.
wait "$agent" || status=$?
mongod --config "$config" --shutdown || true
exit "$status"
