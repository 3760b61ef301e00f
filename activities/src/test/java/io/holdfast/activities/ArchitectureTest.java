package io.holdfast.activities;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.activity.ActivityInterface;

/// The arrows of the design inside this module: engine → repository → storage, never back, and
/// Temporal only at the edge.
@AnalyzeClasses(
    packages = "io.holdfast.activities",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String STORAGE = "io.holdfast.activities.storage..";
  private static final String REPOSITORY = "io.holdfast.activities.repository..";
  private static final String RUNTIME = "io.holdfast.activities.runtime..";
  private static final String MONGODB = "io.holdfast.activities.mongodb..";

  private static final DescribedPredicate<JavaClass> ACTIVITY_IMPLEMENTATION =
      describe(
          "the implementation of an activity interface",
          type ->
              type.getAllRawInterfaces().stream()
                  .anyMatch(it -> it.isAnnotatedWith(ActivityInterface.class)));

  @ArchTest
  static final ArchRule storageKnowsNothingAboveIt =
      classes()
          .that()
          .resideInAPackage(STORAGE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              STORAGE,
              "io.holdfast.workflows.error",
              "java..",
              "org.jspecify..",
              "org.slf4j..",
              "com.azure..",
              "software.amazon.awssdk..");

  @ArchTest
  static final ArchRule onlyTheAzureStoreKnowsItsSdk =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.holdfast.activities.storage.azure..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.azure..");

  @ArchTest
  static final ArchRule onlyTheS3StoreKnowsItsSdk =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.holdfast.activities.storage.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule theRepositoryKnowsNoEngineAndNoTemporal =
      noClasses()
          .that()
          .resideInAPackage(REPOSITORY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              MONGODB,
              RUNTIME,
              "io.holdfast.activities.operation..",
              "io.temporal..",
              "com.mongodb..",
              "org.bson..");

  @ArchTest
  static final ArchRule onlyTheEdgeKnowsTemporal =
      noClasses()
          .that()
          .resideOutsideOfPackage(RUNTIME)
          .and(DescribedPredicate.not(ACTIVITY_IMPLEMENTATION))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal..");

  @ArchTest
  static final ArchRule onlyTheMongoDbEngineKnowsItsDriver =
      noClasses()
          .that()
          .resideOutsideOfPackage(MONGODB)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.mongodb..", "org.bson..");

  @ArchTest
  static final ArchRule onlyTheRepositoryKnowsItsFormats =
      noClasses()
          .that()
          .resideOutsideOfPackage(REPOSITORY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..", "com.github.luben.zstd..");

  @ArchTest
  static final ArchRule theOldMapperIsTemporalsOwn =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule thereAreNoCyclesAmongTheParts =
      slices().matching("io.holdfast.activities.(*)..").should().beFreeOfCycles();
}
