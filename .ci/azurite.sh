# Installs Azurite, Microsoft's emulator of Azure Blob Storage, into a folder, once. Sourced by
# .ci/run.
AZURITE_VERSION=3.37.0

install_azurite() {
    [ -f "$1/node_modules/azurite/dist/src/blob/main.js" ] && return 0
    if ! command -v npm >/dev/null 2>&1; then
        echo "npm is missing: install node 20 or newer to run Azurite." >&2
        return 1
    fi
    mkdir -p "$1"
    npm install --prefix "$1" --no-audit --no-fund --loglevel=error "azurite@$AZURITE_VERSION"
}
