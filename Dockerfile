# One image for every Holdfast process; the command says which: `worker`, `server`, or any CLI command.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp -q -DskipTests -Dspotless.check.skip=true -pl cli -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/holdfast --create-home holdfast \
    && mkdir /repository && chown holdfast /repository
COPY --from=build /src/cli/target/lib /opt/holdfast/lib
COPY --from=build /src/cli/target/holdfast.jar /opt/holdfast/lib/
USER holdfast
VOLUME /repository
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=70", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-cp", "/opt/holdfast/lib/*", "io.holdfast.cli.Main"]
