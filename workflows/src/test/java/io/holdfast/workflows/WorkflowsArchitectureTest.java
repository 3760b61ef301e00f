package io.holdfast.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.runtime.Payloads;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the contracts may need and what workflow code may touch.
class WorkflowsArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.holdfast.workflows");

  private static final String EXECUTION = "io.holdfast.workflows.execution..";

  @Test
  void theModuleNeedsOnlyJavaTemporalAndAnnotations() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "io.holdfast.workflows..",
            "io.temporal..",
            // What Temporal's clients throw.
            "io.grpc",
            // What `Workflow.getLogger` answers.
            "org.slf4j",
            "com.fasterxml.jackson.annotation",
            "com.fasterxml.jackson.databind",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void jacksonItselfIsForThePayloadConverterOnly() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Payloads.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.databind..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.holdfast.workflows.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void workflowCodeDoesNoInputOutputAndStartsNoThreads() {
    noClasses()
        .that()
        .resideInAPackage(EXECUTION)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio..",
            "java.sql..",
            "java.security..",
            "java.util.concurrent..",
            "io.grpc..",
            "io.temporal.client..",
            "io.temporal.serviceclient..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(CLASSES);
  }

  @Test
  void workflowCodeTakesTimeAndChanceFromTheWorkflowOnly() {
    noClasses()
        .that()
        .resideInAPackage(EXECUTION)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Ulid.class, Random.class, Clock.class, System.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  @Test
  void onlyWorkersAndTestsKnowTheWorkflowsThemselves() {
    noClasses()
        .that()
        .resideOutsideOfPackage(EXECUTION)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(EXECUTION)
        .check(CLASSES);
  }
}
