# Installs Temporal's CLI with its dev server into a folder, once. Sourced by .ci/run.
TEMPORAL_VERSION=v1.5.1

install_temporal() {
    [ -x "$1/temporal" ] && "$1/temporal" --version >/dev/null 2>&1 && return 0
    mkdir -p "$1"
    if ! command -v go >/dev/null 2>&1; then
        echo "go is missing: install Go 1.24 or newer to build Temporal's dev server." >&2
        return 1
    fi
    GOBIN="$1" go install "github.com/temporalio/cli/cmd/temporal@$TEMPORAL_VERSION"
}
