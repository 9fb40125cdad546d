package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.querybatch.testing.Project;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of what is in the server, in the server; a build without network makes none. */
@Tag("h2")
class SbomIT {

    private static final String LIBRARIES = "WEB-INF/lib/";

    /** By the names of their files. */
    private static Map<String, JsonObject> components;

    @BeforeAll
    static void read() throws IOException {
        try (JarFile jar = new JarFile(Project.uberJar().toFile())) {
            ZipEntry entry = jar.getEntry("META-INF/sbom/querybatch.cdx.json");
            assumeFalse("offline is true".equals(System.getProperty("build.network")), "built without network");
            try (InputStream in = jar.getInputStream(entry)) {
                JsonObject list = Json.createReader(in).readObject();
                assertThat(list.getString("bomFormat")).isEqualTo("CycloneDX");
                components = list.getJsonArray("components").getValuesAs(JsonObject.class).stream()
                        .collect(Collectors.toMap(SbomIT::file, Function.identity(), (one, other) -> one));
            }
        }
    }

    private static String file(JsonObject component) {
        return component.getString("name") + "-" + component.getString("version") + ".jar";
    }

    private static Set<String> libraries() throws IOException {
        try (JarFile war = new JarFile(Project.war().toFile())) {
            return war.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyLibraryOfTheApplicationAndItsServerAreInIt() throws IOException {
        assertThat(components.keySet()).containsAll(libraries());
        assertThat(components.keySet()).anyMatch(name -> name.startsWith("payara-micro-"));
        assertThat(libraries()).hasSizeGreaterThan(50);
    }

    @Test
    void eachHasALicenceAndSumsToBeFoundBy() throws IOException {
        for (String library : libraries()) {
            JsonObject component = components.get(library);
            assertThat(component.getJsonArray("licenses")).as(library).isNotEmpty();
            assertThat(component.getJsonArray("hashes")).as(library).isNotEmpty();
            assertThat(component.getString("purl")).startsWith("pkg:maven/");
        }
    }

    @Test
    void nothingOfTheTestsIsInIt() {
        assertThat(components.keySet()).noneMatch(name -> name.matches("(junit|assertj|archunit|selenium|jqwik).*"));
    }
}
