# Installs versitygw, an S3 server over a directory, into a folder, once. Sourced by .ci/run.
VERSITYGW_VERSION=v1.8.0

install_versitygw() {
    [ -x "$1/versitygw" ] && "$1/versitygw" --version >/dev/null 2>&1 && return 0
    mkdir -p "$1"
    GOBIN="$1" go install "github.com/versity/versitygw/cmd/versitygw@$VERSITYGW_VERSION"
}
