package io.querybatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.querybatch.cli.Querybatch;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md. Each kind of rule is also shown to fail, so that none is empty. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.querybatch");

    private static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("query")
            .definedBy("io.querybatch.query..")
            .layer("errors")
            .definedBy("io.querybatch.errors..")
            .layer("catalog")
            .definedBy("io.querybatch.catalog..")
            .layer("connectors")
            .definedBy("io.querybatch.connectors..")
            .layer("grammar")
            .definedBy("io.querybatch.grammar..")
            .layer("answers")
            .definedBy("io.querybatch.answers..")
            .layer("parameters")
            .definedBy("io.querybatch.parameters..")
            .layer("planning")
            .definedBy("io.querybatch.planning..")
            .layer("results")
            .definedBy("io.querybatch.results..")
            .layer("execution")
            .definedBy("io.querybatch.execution..")
            .layer("security")
            .definedBy("io.querybatch.security..")
            .layer("http")
            .definedBy("io.querybatch.http..")
            .layer("batches")
            .definedBy("io.querybatch.batches..")
            .layer("schedules")
            .definedBy("io.querybatch.schedules..")
            .layer("singles")
            .definedBy("io.querybatch.singles..")
            .layer("downloads")
            .definedBy("io.querybatch.downloads..")
            .layer("webhooks")
            .definedBy("io.querybatch.webhooks..")
            .layer("metrics")
            .definedBy("io.querybatch.metrics..")
            .layer("operations")
            .definedBy("io.querybatch.operations..")
            .layer("logs")
            .definedBy("io.querybatch.logs..")
            .layer("tracing")
            .definedBy("io.querybatch.tracing..")
            .layer("audit")
            .definedBy("io.querybatch.audit..")
            .layer("admin")
            .definedBy("io.querybatch.admin..")
            .layer("limits")
            .definedBy("io.querybatch.limits..")
            .layer("quotas")
            .definedBy("io.querybatch.quotas..")
            .layer("apikeys")
            .definedBy("io.querybatch.apikeys..")
            .layer("embedding")
            .definedBy("io.querybatch.embedding..")
            .layer("platform")
            .definedBy("io.querybatch.platform..")
            .layer("launcher")
            .definedBy("io.querybatch.launcher..")
            .layer("client")
            .definedBy("io.querybatch.client..")
            .layer("cli")
            .definedBy("io.querybatch.cli..")
            .whereLayer("client")
            .mayNotAccessAnyLayer()
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayOnlyAccessLayers("client")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("launcher")
            .mayNotAccessAnyLayer()
            .whereLayer("launcher")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("query")
            .mayNotAccessAnyLayer()
            .whereLayer("errors")
            .mayNotAccessAnyLayer()
            .whereLayer("grammar")
            .mayOnlyAccessLayers("query")
            .whereLayer("catalog")
            .mayOnlyAccessLayers("grammar", "errors", "query")
            .whereLayer("connectors")
            .mayOnlyAccessLayers("catalog", "grammar", "errors", "query")
            .whereLayer("planning")
            .mayOnlyAccessLayers("answers", "grammar", "catalog", "errors", "query")
            .whereLayer("answers")
            .mayOnlyAccessLayers("results", "connectors", "grammar", "catalog", "errors", "query")
            .whereLayer("parameters")
            .mayOnlyAccessLayers("http", "planning", "grammar", "errors", "query")
            .whereLayer("results")
            .mayOnlyAccessLayers("errors", "query")
            .whereLayer("execution")
            .mayOnlyAccessLayers(
                    "results",
                    "answers",
                    "planning",
                    "connectors",
                    "catalog",
                    "audit",
                    "errors",
                    "tracing",
                    "logs",
                    "query")
            .whereLayer("logs")
            .mayNotAccessAnyLayer()
            .whereLayer("audit")
            .mayNotAccessAnyLayer()
            .whereLayer("admin")
            .mayOnlyAccessLayers("audit", "http", "security", "errors", "query")
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("platform")
            .whereLayer("limits")
            .mayNotAccessAnyLayer()
            .whereLayer("limits")
            .mayOnlyBeAccessedByLayers("http", "downloads", "platform")
            .whereLayer("quotas")
            .mayOnlyAccessLayers("http", "security", "errors")
            .whereLayer("quotas")
            .mayOnlyBeAccessedByLayers("batches", "singles", "schedules", "platform")
            .whereLayer("apikeys")
            .mayOnlyAccessLayers("execution", "audit", "parameters", "http", "security", "errors", "query")
            .whereLayer("apikeys")
            .mayOnlyBeAccessedByLayers("platform")
            .whereLayer("tracing")
            .mayOnlyAccessLayers("logs", "query")
            .whereLayer("security")
            .mayOnlyAccessLayers("logs", "errors")
            .whereLayer("http")
            .mayOnlyAccessLayers("limits", "audit", "security", "tracing", "logs", "errors", "query")
            .whereLayer("batches")
            .mayOnlyBeAccessedByLayers(
                    "singles", "downloads", "webhooks", "operations", "schedules", "embedding", "platform")
            .whereLayer("schedules")
            .mayOnlyAccessLayers("batches", "quotas", "parameters", "http", "security", "execution", "errors", "query")
            .whereLayer("schedules")
            .mayOnlyBeAccessedByLayers("platform")
            .whereLayer("singles")
            .mayOnlyBeAccessedByLayers("downloads", "embedding")
            .whereLayer("downloads")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("embedding")
            .mayOnlyAccessLayers(
                    "batches", "singles", "results", "http", "security", "execution", "logs", "errors", "query")
            .whereLayer("embedding")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("webhooks")
            .mayOnlyAccessLayers("batches", "http", "security", "execution", "errors", "query")
            .whereLayer("webhooks")
            .mayOnlyBeAccessedByLayers("platform")
            .whereLayer("metrics")
            .mayOnlyAccessLayers("execution", "results", "audit", "http", "security", "errors", "query")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("platform")
            .whereLayer("operations")
            .mayOnlyAccessLayers(
                    "batches", "execution", "results", "connectors", "catalog", "http", "security", "errors", "query")
            .whereLayer("operations")
            .mayOnlyBeAccessedByLayers("platform")
            .whereLayer("platform")
            .mayNotBeAccessedByAnyLayer();

    @Test
    void packagesDependOnEachOtherInOneDirectionOnly() {
        ARROWS.check(CLASSES);
        slices().matching("io.querybatch.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theRuleOfTheArrowsCanFail() {
        ArchRule reversed = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("execution")
                .definedBy("io.querybatch.execution..")
                .layer("results")
                .definedBy("io.querybatch.results..")
                .whereLayer("execution")
                .mayNotAccessAnyLayer();
        assertThatThrownBy(() -> reversed.check(CLASSES)).isInstanceOf(AssertionError.class);
    }

    private static ArchRule plain(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..", "jakarta.persistence..", "jakarta.servlet..", "jakarta.enterprise..");
    }

    @Test
    void theCoreKnowsNoContainer() {
        plain(
                        "io.querybatch.query..",
                        "io.querybatch.catalog..",
                        "io.querybatch.connectors..",
                        "io.querybatch.grammar..",
                        "io.querybatch.planning..",
                        "io.querybatch.answers..",
                        "io.querybatch.results..")
                .check(CLASSES);
        assertThatThrownBy(() -> plain("io.querybatch.batches..").check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule vocabulary(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.querybatch.query..",
                        "io.querybatch.errors..",
                        "io.querybatch.hosts..",
                        "jakarta.ejb..");
    }

    @Test
    void theVocabularyIsPlainJava() {
        vocabulary("io.querybatch.query..", "io.querybatch.errors..").check(CLASSES);
        assertThatThrownBy(() -> vocabulary("io.querybatch.planning..").check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule standsAlone(String of, String... allowed) {
        return classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    @Test
    void theClientCarriesNothingOfTheServer() {
        standsAlone("io.querybatch.client", "java..", "javax.net.ssl..", "jakarta.json..", "io.querybatch.client")
                .check(CLASSES);
        standsAlone(
                        "io.querybatch.client.microprofile",
                        "java..",
                        "jakarta.ws.rs..",
                        "jakarta.annotation..",
                        "org.eclipse.microprofile.rest.client..",
                        "io.querybatch.client..")
                .check(CLASSES);
        standsAlone(
                        "io.querybatch.cli..",
                        "java..",
                        "javax.net.ssl..",
                        "jakarta.json..",
                        "picocli..",
                        "io.querybatch.client",
                        "io.querybatch.cli..")
                .check(CLASSES);
        assertThatThrownBy(() -> standsAlone("io.querybatch.cli..", "java..", "io.querybatch.cli..")
                        .check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule hidden(String adapter, String... users) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(adapter);
    }

    @Test
    void adaptersAreKnownToThoseAloneWhoPutThemTogether() {
        hidden("io.querybatch.connectors.duckdb..", "io.querybatch.connectors.duckdb..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("io.querybatch.connectors.jdbc..", "io.querybatch.connectors.jdbc..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("io.querybatch.connectors.http..", "io.querybatch.connectors.http..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("io.querybatch.results.filesystem..", "io.querybatch.results.filesystem..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("io.querybatch.results.s3..", "io.querybatch.results.s3..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("io.querybatch.results.blocks..", "io.querybatch.results..").check(CLASSES);
        hidden("io.querybatch.webhooks.sql..", "io.querybatch.webhooks.sql..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("io.querybatch.webhooks.http..", "io.querybatch.webhooks.http..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("org.apache.hc..", "io.querybatch.webhooks.http..").check(CLASSES);
        hidden("io.querybatch.tracing.otlp..", "io.querybatch.tracing.otlp..", "io.querybatch.platform..")
                .check(CLASSES);
        hidden("io.opentelemetry.sdk..", "io.querybatch.tracing.otlp..").check(CLASSES);
        hidden("io.opentelemetry..", "io.querybatch.tracing..").check(CLASSES);
        hidden("picocli..", "io.querybatch.cli..").check(CLASSES);
        hidden("software.amazon..", "io.querybatch.results.s3..").check(CLASSES);
        hidden(
                        "io.querybatch.duckdb..",
                        "io.querybatch.duckdb..",
                        "io.querybatch.connectors.duckdb..",
                        "io.querybatch.results.formats.duckdb..")
                .check(CLASSES);
        // Not even there: its classes are not the application's.
        hidden("org.duckdb..").check(CLASSES);
        hidden("org.dhatim..", "io.querybatch.results.formats..").check(CLASSES);
        hidden("io.querybatch.singles.jpa..", "io.querybatch.singles.jpa..").check(CLASSES);
        hidden("io.querybatch.batches.jpa..", "io.querybatch.batches.jpa..").check(CLASSES);
        hidden("io.querybatch.schedules.jpa..", "io.querybatch.schedules.jpa..").check(CLASSES);
        hidden("com.cronutils..", "io.querybatch.schedules").check(CLASSES);
        hidden("io.querybatch.apikeys.jpa..", "io.querybatch.apikeys.jpa..").check(CLASSES);
        hidden("io.querybatch.limits.jpa..", "io.querybatch.limits.jpa..").check(CLASSES);
        hidden("io.querybatch.admin.jpa..", "io.querybatch.admin.jpa..").check(CLASSES);
        hidden(
                        "io.querybatch.execution.sql..",
                        "io.querybatch.execution.sql..",
                        "io.querybatch.batches.jpa..",
                        "io.querybatch.platform..")
                .check(CLASSES);
        assertThatThrownBy(() -> hidden("io.querybatch.results.filesystem..", "io.querybatch.results.filesystem..")
                        .check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule noClock(String... exempt) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(exempt)
                .and()
                .doNotBelongToAnyOf(Querybatch.class)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC");
    }

    @Test
    void timeIsAParameter() {
        noClock("io.querybatch.platform..").check(CLASSES);
        assertThatThrownBy(() -> noClock("io.querybatch.query..").check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule noEmptyName(String suffix) {
        return noClasses().should().haveSimpleNameEndingWith(suffix);
    }

    @Test
    void namesSaySomething() {
        for (String suffix : new String[] {"Util", "Utils", "Helper", "Manager", "Impl", "Service", "DAO"}) {
            noEmptyName(suffix).check(CLASSES);
        }
        assertThatThrownBy(() -> noEmptyName("Store").check(CLASSES)).isInstanceOf(AssertionError.class);
    }
}
