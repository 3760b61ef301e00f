# Finds a JDK 25 or newer and puts its home into JAVA_HOME. Sourced by ./mvnw and ./holdfast; POSIX sh.
# Order: HOLDFAST_JAVA_HOME, JAVA_HOME, the usual folders, the java on the PATH.

holdfast_jdk_major() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

holdfast_find_jdk() {
    on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) || on_path=
    for home in "${HOLDFAST_JAVA_HOME:-}" "${JAVA_HOME:-}" \
        /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${on_path%/bin/javac}"; do
        [ -n "$home" ] || continue
        major=$(holdfast_jdk_major "$home") || continue
        if [ "${major:-0}" -ge 25 ]; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    echo "Holdfast needs a JDK 25 or newer and found none: install one (https://adoptium.net, or your package manager) or point HOLDFAST_JAVA_HOME at it." >&2
    return 1
}
