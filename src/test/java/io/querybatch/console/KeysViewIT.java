package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Browser;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Tokens;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** API keys in a real browser, at the server of all tests: each of them looks at a tenant of its own. The store makes no difference. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class KeysViewIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static Path files;
    private static Browser browser;

    @ArquillianResource
    private URL url;

    private final List<String> expected = new ArrayList<>();
    private String tenant;
    private Api admin;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeAll
    static void startBrowser() throws IOException {
        files = Files.createDirectories(Project.target().resolve("console"));
        browser = Browser.start(Files.createTempDirectory(files, "downloads"));
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Tokens.Builder administrator() {
        return ServerUnderTest.tokens()
                .token()
                .tenant("operations")
                .claim("sub", "root")
                .claim("scope", "ds_admin");
    }

    @BeforeEach
    void signInAsAdministrator() {
        tenant = ServerUnderTest.newTenant();
        admin = new Api(URI.create(url.toString()), administrator().sign());
        signIn(administrator().sign());
    }

    @AfterEach
    void nothingWasWrongWithThePage() {
        assertThat(browser.complaints())
                .filteredOn(text -> expected.stream().noneMatch(text::contains))
                .isEmpty();
    }

    private void signIn(String token) {
        show(1440);
        browser.open(URI.create(url.toString()));
        browser.fill("#token", token);
        browser.press("Sign in");
        browser.see(".caller");
    }

    private static void show(int width) {
        browser.size(width, 900);
        browser.scheme("light");
    }

    private static void look(String name, String landmark) {
        new Looks(browser, files).at(name, landmark);
        show(1440);
    }

    private String make(String name, String more) {
        Answer made = admin.post("admin/api-keys", """
                {"tenant":"%s","name":"%s","scopes":["ds_queries_run"]%s}""".formatted(tenant, name, more));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.data().getString("key_id");
    }

    private void openKeys() {
        browser.seeText("a", "API keys").click();
        browser.seeText("h1", "API keys");
        browser.see("input[aria-label=Tenant]");
        browser.fill("input[aria-label=Tenant]", tenant);
        browser.press("Show");
    }

    private List<JsonObject> keys() {
        return admin.get("admin/api-keys?tenant=" + tenant)
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
    }

    private static void awaitRows(int count) {
        Poll.until(LONGEST, count + " keys", () -> rows().size() == count);
    }

    @SuppressWarnings("unchecked")
    private static List<String> rows() {
        return (List<String>)
                browser.run("return [...document.querySelectorAll('.key-row')].map((row) => row.innerText)");
    }

    private static void awaitKeyboardAt(String id) {
        Poll.until(
                LONGEST, "the keyboard is at " + id, () -> id.equals(browser.run("return document.activeElement.id")));
    }

    private static String errors(String id) {
        return browser.see("#" + id + "-errors").getText();
    }

    @Test
    void aKeyIsMadeWhenWhatIsWrongWithItIsMendedAndShownOnce() {
        browser.go("/keys/new");
        browser.seeText("h1", "New API key");
        assertThat(browser.see("nav [aria-current=page]").getText()).isEqualTo("API keys");
        browser.click("input[name=run]");
        browser.fill("#draft-days", "731");
        expected.add("status of 400");
        browser.press("Make the key");
        assertThat(errors("draft-name")).startsWith("must not be blank");
        assertThat(errors("draft-tenant")).startsWith("must not be blank");
        assertThat(errors("scopes")).contains("ds_queries_run, ds_accounts_read or both");
        assertThat(errors("draft-days")).isEqualTo("must be a whole number from 1 to 730");
        awaitKeyboardAt("draft-name");
        assertThat(browser.see("#draft-name").getAttribute("aria-describedby")).contains("draft-name-errors");
        look("key-errors", "#draft-name-errors");

        browser.fill("#draft-name", "nightly reports");
        assertThat(browser.has("#draft-name-errors")).isFalse();
        assertThat(browser.has("#draft-tenant-errors")).isTrue();
        browser.fill("#draft-tenant", tenant);
        browser.click("input[name=run]");
        browser.fill("#draft-days", "30");
        browser.seeText("span", "Only these").click();
        limitToTwoSources();
        look("key-new", "#access-source-1");
        browser.press("Make the key");
        browser.seeText("h1", "The key “nightly reports”");
        awaitKeyboardAt("made-title");
        itIsShownOnceAndOpens(browser.see(".key-text").getText());
    }

    private static void limitToTwoSources() {
        browser.press("Make the key");
        assertThat(errors("access")).isEqualTo("Name a data source, or choose all data.");
        browser.fill("#access-source-0", "FLIGHTS");
        browser.press("Make the key");
        assertThat(errors("access")).startsWith("Each line needs a data source and accounts");
        browser.fill("input[aria-label='Accounts of data source 1']", "ORD, LAX,");
        browser.press("Add a data source");
        awaitKeyboardAt("access-source-1");
        browser.fill("#access-source-1", "WEATHER");
        browser.fill("input[aria-label='Accounts of data source 2']", "*");
        browser.press("Add a data source");
        awaitKeyboardAt("access-source-2");
        browser.see("button[aria-label='Remove data source 3']").sendKeys(Keys.ENTER);
        awaitKeyboardAt("access-add");
    }

    private void itIsShownOnceAndOpens(String key) {
        JsonObject kept = keys().get(0);
        assertThat(key).startsWith(kept.getString("key_id") + "_").hasSize(64);
        assertThat(kept.getJsonArray("scopes").toString()).isEqualTo("[\"ds_queries_run\"]");
        assertThat(kept.getJsonObject("ds_access").toString())
                .isEqualTo("{\"FLIGHTS\":[\"LAX\",\"ORD\"],\"WEATHER\":[\"*\"]}");
        assertThat(new Api(URI.create(url.toString()), key).get("query/batch").status())
                .isEqualTo(200);
        assertThat(browser.page()).contains("it is never shown again");
        // What stands on pictures opens nothing.
        admin.delete("admin/api-keys/" + kept.getString("key_id"));
        browser.press("Copy the key");
        Poll.until(
                LONGEST,
                "it is copied, or selected",
                () -> browser.page().contains("Copied.") || browser.page().contains("It is selected"));
        look("key-made", ".key-text");
        browser.seeText("a", "I have stored it").click();
        openKeys();
        awaitRows(1);
        assertThat(String.valueOf(browser.run("return document.documentElement.outerHTML")))
                .doesNotContain(key);
    }

    @Test
    void aKeyIsRevokedByTheKeyboardAndStaysInTheList() {
        String first = make("for the board", ",\"ds_access\":{\"FLIGHTS\":[\"ORD\",\"LAX\"],\"WEATHER\":[\"*\"]}");
        String second = make("nightly reports", ",\"expires_in_days\":3");
        openKeys();
        awaitRows(2);
        assertThat(rows().get(0)).contains("nightly reports", second, tenant, "All data", "by root", "Ends soon");
        assertThat(rows().get(1)).contains("for the board", "FLIGHTS LAX, ORD", "WEATHER all accounts", "Valid");
        browser.see("button[aria-label='Revoke for the board']").sendKeys(Keys.ENTER);
        browser.seeText("h2", "Revoke “for the board”?");
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Keep it");
        look("key-revoke", "dialog[open]");
        browser.seeText("button", "Keep it").sendKeys(Keys.ENTER);
        assertThat(keys()).extracting(key -> key.getString("state")).containsOnly("valid");

        browser.see("button[aria-label='Revoke for the board']").sendKeys(Keys.ENTER);
        browser.seeText("button", "Revoke the key").sendKeys(Keys.ENTER);
        browser.seeText("p", "“for the board” is revoked.");
        awaitKeyboardAt(first);
        assertThat(rows().get(1)).contains("Revoked");
        assertThat(browser.has("button[aria-label='Revoke for the board']")).isFalse();
        assertThat(keys()).extracting(key -> key.getString("state")).containsExactly("valid", "revoked");
        look("keys", ".key-row .badge");
        browser.size(1180, 760);
        browser.picture(files.resolve("keys-1180.png"));
    }

    @Test
    void theListIsOfOneTenantAndGoesOnBehindItsFirstPage() {
        make("of somebody else", "");
        tenant = ServerUnderTest.newTenant();
        openKeys();
        browser.seeText("h2", "No such key");
        for (int i = 1; i <= 51; i++) {
            make("number " + i, "");
        }
        browser.press("Show");
        awaitRows(50);
        browser.press("Show older ones");
        awaitRows(51);
        assertThat(rows()).allMatch(row -> row.contains(tenant));
        assertThat(rows().get(50)).startsWith("number 1\n");
    }

    /** A server whose secret was changed too early: what it says of its keys is made up here. */
    @Test
    void whatTheSecretsOfTheServerMeanForAKeyIsSaid() {
        String standing = "const {keyStanding} = await import(new URL('console/model/keys.js', document.baseURI));"
                + "const at = Date.parse('2026-01-31T12:00:00Z');"
                + "return keyStanding({state: arguments[0], server_secret: arguments[1],"
                + " expires_time: arguments[2]}, at).text";
        String later = "2026-05-01T12:00:00Z";
        assertThat(browser.run(standing, "valid", "missing", later)).isEqualTo("Opens nothing");
        assertThat(browser.run(standing, "revoked", "missing", later)).isEqualTo("Revoked");
        assertThat(browser.run(standing, "expired", "earlier", "2026-01-30T12:00:00Z"))
                .isEqualTo("Expired");
        assertThat(browser.run(standing, "valid", "earlier", later)).isEqualTo("Valid");
        assertThat(browser.run(standing, "valid", "current", "2026-02-14T11:59:59Z"))
                .isEqualTo("Ends soon");
    }

    @Test
    void whoIsNoAdministratorSeesNothingOfKeys() {
        signIn(ServerUnderTest.tokens().token().tenant(tenant).sign());
        browser.seeText("a", "Schedules");
        assertThat(browser.see("header nav").getText()).doesNotContain("API keys", "Operations");
        expected.add("status of 403");
        browser.go("/keys");
        assertThat(browser.see("[role=alert]").getText()).contains("FORBIDDEN");
        assertThat(browser.page()).doesNotContain("New key");
        browser.go("/keys/new");
        Poll.until(LONGEST, "no form", () -> !browser.has("#draft-name") && browser.has("[role=alert]"));
    }
}
