# Lets python3 read zstd, for the independent reader in docs/reader: the command zstd will do, else
# the package zstandard is put into a folder, once. Sourced by .ci/run.
ZSTANDARD_VERSION=0.23.0

install_zstandard() {
    command -v zstd >/dev/null 2>&1 && return 0
    PYTHONPATH="$1" python3 -c "import zstandard" 2>/dev/null && return 0
    python3 -m pip install -q --target "$1" "zstandard==$ZSTANDARD_VERSION" ||
        (apt-get update -qq && apt-get install -y -qq zstd)
}
