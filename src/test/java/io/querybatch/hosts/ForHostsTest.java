package io.querybatch.hosts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What host applications may rely on is closed, documented, and kept for comparison. */
class ForHostsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.querybatch");

    private static final Path BASELINE = Project.base().resolve("src/api/querybatch-api.jar");
    private static final String WRITE = "mvn test -Dtest=ForHostsTest -Dapi.write=true";
    private static final Pattern LISTED = Pattern.compile("`([A-Z][A-Za-z]+(?:\\.[A-Z][A-Za-z]+)?)`");

    private static ArchRule known(DescribedPredicate<JavaClass> marked) {
        return classes().that(marked).should(new MentionsOnly(marked));
    }

    @Test
    void whatIsForHostsMentionsNothingThatIsNot() {
        known(MentionsOnly.FOR_HOSTS).check(CLASSES);
    }

    @Test
    void theRuleOfWhatIsMentionedCanFail() {
        ArchRule more = known(MentionsOnly.FOR_HOSTS.or(JavaClass.Predicates.simpleName("SqlConnector")));
        assertThatThrownBy(() -> more.check(CLASSES)).hasMessageContaining("org.jooq.SQLDialect");
    }

    /** A host that compiles against it must not find more than it may use by what the compiler lets it do. */
    @Test
    void whatIsForHostsCanBeSeenByThem() {
        classes().that(MentionsOnly.FOR_HOSTS).should().bePublic().check(CLASSES);
    }

    @Test
    void theDocumentListsAllOfItAndNothingElse() throws IOException {
        String page = Files.readString(Project.base().resolve("docs/embedding.md"));
        String list = page.substring(page.indexOf("## What you may rely on"), page.indexOf("## How it is kept"));
        Set<String> listed = LISTED.matcher(list)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(names());
    }

    private static Set<String> names() {
        return marked().stream()
                .map(type -> type.getName()
                        .substring(type.getPackageName().length() + 1)
                        .replace('$', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<JavaClass> marked() {
        return CLASSES.stream().filter(MentionsOnly.FOR_HOSTS).collect(Collectors.toSet());
    }

    /** The build compares with it (japicmp); it is written anew with a release, and when there is more. */
    @Test
    void theBaselineHasAllThatIsForHostsNow() throws IOException {
        if (Boolean.getBoolean("api.write")) {
            Baseline.write(BASELINE, marked());
        }
        try (JarFile jar = new JarFile(BASELINE.toFile())) {
            Set<String> kept = jar.stream()
                    .map(entry -> entry.getName().replace(".class", "").replace('/', '.'))
                    .collect(Collectors.toSet());
            Set<String> missing =
                    marked().stream().map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
            missing.removeAll(kept);
            assertThat(missing)
                    .as("not in %s; to write it anew: %s", BASELINE, WRITE)
                    .isEmpty();
        }
    }

    @Test
    void everyMarkSaysSinceWhen() {
        assertThat(marked())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(
                                type.getAnnotationOfType(ForHosts.class).since())
                        .matches("[0-9]+\\.[0-9]+"));
    }
}
