package io.holdfast.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.holdfast.cli", importOptions = DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule onlyLaunchTouchesTheProcesses =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.holdfast.cli.launch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.holdfast.worker..", "io.holdfast.api..", "io.holdfast.sandbox..");

  @ArchTest
  static final ArchRule onlyRepoTouchesRepositories =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.holdfast.cli.repo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.holdfast.activities..");

  @ArchTest
  static final ArchRule repoTouchesNothingElseOfTheActivities =
      noClasses()
          .that()
          .resideInAPackage("io.holdfast.cli.repo..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.holdfast.activities.mongodb..",
                      "io.holdfast.activities.operation..",
                      "io.holdfast.activities.runtime..")
                  .and(resideOutsideOfPackage("io.holdfast.activities.mongodb.export.."))
                  .and(resideOutsideOfPackage("io.holdfast.activities.mongodb.importing..")));

  @ArchTest
  static final ArchRule commandsKnowOnlyTheModelOfTheWorkflows =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.holdfast.cli.launch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.holdfast.workflows.execution..",
              "io.holdfast.workflows.runtime..",
              "io.temporal..");

  @ArchTest
  static final ArchRule theDemosActsKnowNothingOfHoldfast =
      classes()
          .that()
          .resideInAPackage("io.holdfast.cli.launch.demo.act..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.holdfast.cli.launch.demo.act..",
              "java..",
              "com.mongodb..",
              "org.bson..",
              "org.jspecify..",
              "tools.jackson..");

  @ArchTest
  static final ArchRule commandsDoNotKnowTheLauncher =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.holdfast.cli.backup..",
              "io.holdfast.cli.restore..",
              "io.holdfast.cli.operation..",
              "io.holdfast.cli.instance..",
              "io.holdfast.cli.repo..",
              "io.holdfast.cli.rest..",
              "io.holdfast.cli.output..",
              "io.holdfast.cli.terminal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.holdfast.cli.launch..");
}
