# Installs MinIO, an S3 server, into a folder, once. Sourced by .ci/run.
MINIO_VERSION=v0.0.0-20260212201848-7aac2a2c5b7c

install_minio() {
    [ -x "$1/minio" ] && "$1/minio" --version >/dev/null 2>&1 && return 0
    mkdir -p "$1"
    GOBIN="$1" go install "github.com/minio/minio@$MINIO_VERSION"
}
