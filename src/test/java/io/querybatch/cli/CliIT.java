package io.querybatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.CommandLineClient;
import io.querybatch.testing.CommandLineClient.Run;
import io.querybatch.testing.Processes;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar of the command line client as its users run it, against a server of its own. The store makes no difference. */
@Tag("h2")
class CliIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();
    private static ServerProcess server;

    /** 93 queries of one row. */
    private static final String BATCH = """
            {"split_accounts_policy": "all", "split_dates_policy": "day", "queries": [
              {"ds_id": "FLIGHTS", "ds_accounts": "ORD,LAX,JFK", "fields": "date,origin,flights",
               "start_date": "2001-01-01", "end_date": "2001-01-31"}]}""";

    /** Thousands of queries, each asked by itself. */
    private static final String SLOW = BATCH.replace("ORD,LAX,JFK", "list.all_accounts")
            .replaceFirst("\\{", "{\"query_concurrency\": 1,")
            .replace("2001-01-31\"", "2001-01-10\", \"settings\": {\"no_fusion\": true}, \"cache_minutes\": 0");

    /** The result of the second query is larger than this server allows. */
    private static final String TOO_LARGE = """
            {"queries": [
              {"ds_id": "FLIGHTS", "ds_accounts": "ORD", "fields": "date,flights",
               "start_date": "2001-01-01", "end_date": "2001-01-01"},
              {"ds_id": "FLIGHTS", "ds_accounts": "list.all_accounts", "fields": "date,origin,flights",
               "start_date": "2001-01-01", "end_date": "2001-01-31"}]}""";

    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "cli");
        server = ServerProcess.in(home)
                .with("QUERYBATCH_LIMITS_RESULT_BYTES", "50000")
                .with("QUERYBATCH_QUOTAS_OPEN_BATCHES", "1000")
                .with("QUERYBATCH_API_KEYS_SECRET", Base64.getEncoder().encodeToString(new byte[32]))
                .start();
        ENVIRONMENT.put("QUERYBATCH_URL", server.url().toString());
        ENVIRONMENT.put("QUERYBATCH_HOME", home.toString());
        ENVIRONMENT.put(
                "QUERYBATCH_TOKEN",
                CommandLineClient.process(home, ENVIRONMENT, "", "token", "--tenant", "cli")
                        .firstLine());
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(server.home(), "user");
    }

    private Run run(String... arguments) {
        return CommandLineClient.process(folder, ENVIRONMENT, "", arguments);
    }

    private Run submit(String body, String... options) {
        String[] arguments =
                Stream.concat(Stream.of("submit", "-"), Stream.of(options)).toArray(String[]::new);
        return CommandLineClient.process(folder, ENVIRONMENT, body, arguments);
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    private long files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        }
    }

    @Test
    void aBatchIsSubmittedWatchedAndFetched() throws IOException {
        Path file = Files.writeString(folder.resolve("batch.json"), BATCH);
        Run plan = run("submit", file.toString(), "--dry-run");
        assertThat(plan.out()).startsWith("would be accepted: 93 queries");
        Run submitted = run("submit", file.toString());
        String id = submitted.firstLine();
        assertThat(submitted.out()).matches("qrb_[0-9a-f]{20}\n");
        assertThat(submitted.err()).contains("querybatch watch " + id);

        Run watched = run("watch", id);
        assertThat(watched.exit()).isZero();
        assertThat(watched.out())
                .contains(
                        "[####################] 100%  93 done  0 failed\n" + id + " completed: 93 succeeded, 0 failed");

        Run fetched = run("results", id);
        assertThat(fetched.exit()).isZero();
        assertThat(fetched.out()).isEqualTo(id + ": 93 results, 0 queries without\n");
        assertThat(files(".json")).isEqualTo(94);
        assertThat(folder.resolve(id + "/" + id + "_query_2.json"))
                .content()
                .startsWith("[[\"Date\",\"Airport code\",\"Flights\"],\n[\"2001-01-02\",\"ORD\",");
        assertThat(files(".cursor") + files(".part")).isZero();
    }

    @Test
    void aScheduleIsMadeRunListedAndDeleted() throws IOException {
        Path file = Files.writeString(folder.resolve("batch.json"), BATCH);
        Run planned = run("schedule", "create", "0 6 * * *", file.toString(), "--timezone", "UTC", "--dry-run");
        assertThat(planned.out())
                .startsWith("would be accepted: 93 queries of 1 items in about 1 scans at the next run\n")
                .containsPattern("\n\\S+T06:00:00Z  \\S+T06:00:00\\+00:00\n");
        Run made = run("schedule", "create", "0 6 * * *", file.toString(), "--timezone", "UTC");
        String id = made.firstLine();
        assertThat(made.out()).as(made.err()).matches("qrs_[0-9a-f]{20}\n");
        assertThat(made.err()).containsPattern("Next run: \\S+T06:00:00Z");
        assertThat(run("schedule", "list").out()).contains("SCHEDULE", id + "  0 6 * * *  UTC");

        String batch = run("schedule", "run", id).firstLine();
        assertThat(run("watch", batch).out()).contains(batch + " completed: 93 succeeded, 0 failed");
        assertThat(run("schedule", "runs", id).out()).containsPattern("by hand +submitted +0 s +0 +" + batch);
        assertThat(json(run("schedule", "runs", id, "--json").out()).getJsonArray("data"))
                .hasSize(1);

        assertThat(run("schedule", "show", id).out())
                .containsPattern("SCHEDULE +" + id + "\n(.+\n)*last batch +" + batch + "\nnext run +\\S+T06:00:00Z\n");
        assertThat(json(run("schedule", "show", id, "--json").out())
                        .getJsonObject("data")
                        .getJsonObject("batch"))
                .isEqualTo(json(BATCH));
        assertThat(run("schedule", "pause", id).exit()).isZero();
        assertThat(run("schedule", "list").out()).contains("PAUSED");
        assertThat(run("schedule", "resume", id).err()).contains("Next run: ");
        assertThat(run("schedule", "delete", id).exit()).isZero();
        Run gone = run("schedule", "runs", id);
        assertThat(gone.exit()).isEqualTo(1);
        assertThat(gone.err()).contains("NOT_FOUND");
        Run never = run("schedule", "create", "0 0 30 2 *", file.toString(), "--dry-run");
        assertThat(never.exit()).isEqualTo(1);
        assertThat(never.out()).startsWith("would be refused").contains("UNPROCESSABLE_ENTITY /cron: is never due");
        Run wrong = run("schedule", "create", "0 25 * * *", file.toString());
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).contains("/cron: \"25\" is no hour (0-23)");
        assertThat(run("schedule").exit()).isEqualTo(2);
    }

    @Test
    void aScheduleIsWhatTheOptionsSayAndOneForEachKey() {
        String[] command = {
            "schedule",
            "create",
            "30 6 * * MON",
            "-",
            "--timezone",
            "Europe/Berlin",
            "--description",
            "weekly",
            "--missed-runs",
            "skip",
            "--overlap",
            "allow",
            "--paused",
            "--idempotency-key",
            "weekly-1"
        };
        Run made = CommandLineClient.process(folder, ENVIRONMENT, BATCH, command);
        String id = made.firstLine();
        assertThat(made.err()).contains("Next run: PAUSED");
        assertThat(CommandLineClient.process(folder, ENVIRONMENT, BATCH, command)
                        .firstLine())
                .isEqualTo(id);
        JsonObject schedule = json(run("schedule", "show", id, "--json").out()).getJsonObject("data");
        assertThat(List.of("cron", "timezone", "description", "missed_runs", "overlap"))
                .extracting(schedule::getString)
                .containsExactly("30 6 * * MON", "Europe/Berlin", "weekly", "skip", "allow");
        assertThat(schedule.getBoolean("paused")).isTrue();
        Run other = CommandLineClient.process(folder, ENVIRONMENT, SLOW, command);
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.err()).startsWith("UNPROCESSABLE_CONTENT");
        assertThat(run("schedule", "delete", id).exit()).isZero();
        assertThat(run("schedule", "show", id).err()).contains("NOT_FOUND");
    }

    private Run runAs(String token, String... arguments) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("QUERYBATCH_TOKEN", token);
        return CommandLineClient.process(folder, environment, "", arguments);
    }

    private String adminToken() {
        return run("token", "--tenant", "operations", "--subject", "root", "--scope", "ds_admin")
                .firstLine();
    }

    @Test
    void aKeyIsMadeUsedListedAndRevoked() {
        String admin = adminToken();
        String access = "{\"FLIGHTS\":[\"ORD\"]}";
        Run made = runAs(
                admin, "key", "create", "nightly", "--tenant", "keys", "--ds-access", access, "--expires-in-days", "7");
        assertThat(made.out()).as(made.err()).matches("api_[0-9a-f]{16}_[A-Za-z0-9_-]{43}\n");
        String key = made.firstLine();
        String id = key.substring(0, 20);
        assertThat(made.err())
                .startsWith(id + ", for tenant keys until ")
                .endsWith("Keep it now: nobody can show it again.\n")
                .doesNotContain(key);
        assertThat(runAs(key, "list").exit()).isZero();
        Run others = runAs(key, "accounts", "FLIGHTS");
        assertThat(others.err()).startsWith("FORBIDDEN");

        Run listed = runAs(admin, "key", "list", "--tenant", "keys");
        assertThat(listed.out())
                .startsWith("KEY ")
                .containsPattern("\n" + id + "  keys +valid  ds_queries_run  \\S+Z  \\S+Z  current  nightly\n")
                .doesNotContain(key);
        JsonObject json = json(runAs(admin, "key", "list", "--json").out())
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(json.getJsonObject("ds_access")).isEqualTo(json(access));
        assertThat(runAs(admin, "key", "list", "--tenant", "nobody").out().lines())
                .hasSize(1);

        Run revoked = runAs(admin, "key", "revoke", id);
        assertThat(revoked.exit()).isZero();
        assertThat(revoked.out()).isEmpty();
        assertThat(revoked.err()).startsWith("Revoked at ");
        assertThat(runAs(key, "list").err()).startsWith("UNAUTHORIZED");
        assertThat(runAs(admin, "key", "list", "--tenant", "keys").out()).contains(id + "  keys    revoked");
    }

    @Test
    void whatIsWrongWithAKeyIsSaidInTheServersWords() {
        String admin = adminToken();
        Run wrong = runAs(
                admin, "key", "create", " ", "--tenant", "keys", "--scope", "ds_admin", "--expires-in-days", "731");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .startsWith("BAD_REQUEST: ")
                .contains("/name: must not be blank", "/scopes: must be an array", "/expires_in_days: must be");
        Run nobody = run("key", "list");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).startsWith("FORBIDDEN");
        Run unknown = runAs(admin, "key", "revoke", "api_0000000000000000", "--json");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(json(unknown.err()).getJsonObject("error").getString("code")).isEqualTo("NOT_FOUND");
        Run quiet = runAs(
                admin,
                "key",
                "create",
                "both",
                "--tenant",
                "keys",
                "--scope",
                "ds_queries_run ds_accounts_read",
                "--quiet");
        assertThat(quiet.err()).isEmpty();
        assertThat(runAs(quiet.firstLine(), "accounts", "FLIGHTS").out()).contains("ORD");
    }

    @Test
    void whatCannotMeanAnythingFailsAloneIfOneWantsIt() {
        String partly = BATCH.replace("ORD,LAX,JFK", "ORD,NOWHERE");
        assertThat(submit(partly).exit()).isEqualTo(1);
        assertThat(submit(partly, "--dry-run").exit()).isEqualTo(1);
        Run plan = submit(partly, "--dry-run", "--on-invalid", "fail_query");
        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out())
                .startsWith("would be accepted: 1 queries (1 would fail)")
                .contains("NOWHERE");
        Run watched = submit(partly, "--on-invalid", "fail_query", "--watch");
        assertThat(watched.exit()).isEqualTo(3);
        assertThat(watched.out()).contains("QUERY_ACCOUNT_UNAVAILABLE: ", "0 succeeded, 1 failed");
    }

    @Test
    void anArchiveIsCheckedAndUnpacked() throws IOException {
        String csv = BATCH.replaceFirst("\\{", "{\"query_output_format\": \"csv\",");
        String id = submit(csv, "--watch").firstLine();
        Run unpacked = run("results", id, "--format", "zip", "--out", "here");
        assertThat(unpacked.exit()).as(unpacked.err()).isZero();
        assertThat(files(".csv")).isEqualTo(93);
        assertThat(json(Files.readString(folder.resolve("here/manifest.json"))).getInt("files"))
                .isEqualTo(93);
        String second = Files.readString(folder.resolve("here/" + id + "_query_2.csv"));
        assertThat(second).startsWith("Date,Airport code,Flights\r\n2001-01-02,ORD,");
        assertThat(run("results", id, "--query", "2", "--out", "-").out()).isEqualTo(second);
        assertThat(run("results", id, "--out", "lines").exit()).isZero();
        assertThat(folder.resolve("lines/" + id + "_query_2.csv")).hasContent(second);
    }

    @Test
    void failuresAreTellingAndCanBeRetried() {
        String id = submit(SLOW).firstLine();
        assertThat(run("cancel", id).exit()).isZero();
        Run watched = run("watch", id);
        assertThat(watched.exit()).isEqualTo(4);
        assertThat(watched.out()).contains(id + " cancelled");
        assertThat(run("results", id).exit()).isEqualTo(4);

        Run status = run("status", id, "--state", "failed", "--limit", "3");
        assertThat(status.exit()).isZero();
        assertThat(status.out()).contains("FAILURE", "QUERY_CANCELLED", " × QUERY_CANCELLED: ");
        Run retried = run("retry", id);
        assertThat(retried.out()).matches("qrb_[0-9a-f]{20}\n").doesNotContain(id);
        assertThat(run("list").out())
                .contains(id, retried.firstLine(), "cancelled")
                .doesNotContain("TENANT");
        String admin = adminToken();
        assertThat(runAs(admin, "list", "--tenant", "cli").out())
                .startsWith("BATCH ")
                .contains("\n" + id + "  cancelled ")
                .doesNotContain("TENANT");
        assertThat(runAs(admin, "list", "--tenant", "nobody").out().lines()).hasSize(1);
        Map<String, String> globex = new HashMap<>(ENVIRONMENT);
        globex.put("QUERYBATCH_TOKEN", run("token", "--tenant", "globex").firstLine());
        String theirs =
                CommandLineClient.process(folder, globex, BATCH, "submit", "-").firstLine();
        assertThat(runAs(admin, "list", "--limit", "100").out())
                .containsPattern("^BATCH +TENANT ")
                .containsPattern("\n" + theirs + "  globex  [A-Za-z]")
                .containsPattern("\n" + id + "  cli     cancelled ");
        assertThat(run("cancel", retried.firstLine()).exit()).isZero();
    }

    @Test
    void aBatchWithErrorsEndsWithCode3AndSaysWhy() {
        Run watched = submit(TOO_LARGE, "--watch");
        String id = watched.firstLine();
        assertThat(watched.exit()).isEqualTo(3);
        assertThat(watched.out()).contains("QUERY_RESULT_TOO_LARGE: ", "1 succeeded, 1 failed");
        assertThat(run("status", id).out()).contains("     1 × QUERY_RESULT_TOO_LARGE: ");
        Run fetched = run("results", id);
        assertThat(fetched.exit()).isEqualTo(3);
        assertThat(fetched.out()).isEqualTo(id + ": 1 results, 1 queries without\n");
        Run unpacked = run("results", id, "--format", "zip", "--out", "zip");
        assertThat(unpacked.exit()).isEqualTo(3);
    }

    @Test
    void jsonIsTheServersOwn() {
        Run submitted = submit(BATCH, "--json");
        assertThat(submitted.err()).isEmpty();
        JsonObject batch = json(submitted.out()).getJsonObject("data");
        assertThat(batch.getInt("query_amount")).isEqualTo(93);
        String id = batch.getString("batch_id");
        List<String> lines = run("watch", id, "--json").out().lines().toList();
        assertThat(json(lines.get(lines.size() - 1)).getJsonObject("data").getString("outcome"))
                .isEqualTo("completed");
        assertThat(json(run("status", id, "--json", "--limit", "1").out()).getJsonArray("data"))
                .hasSize(1);
        Run refused = run("status", "qrb_00000000000000000000", "--json");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(json(refused.err()).getJsonObject("error").getString("code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void refusalsAreSaidInTheServersWords() {
        Run refused = submit("{\"queries\":[{\"ds_id\":\"FLIGHTZ\",\"fields\":\"date\"}]}");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("UNPROCESSABLE_ENTITY: ")
                .contains(" — /queries/0/ds_id: unknown data source \"FLIGHTZ\", did you mean \"FLIGHTS\"?")
                .containsPattern("\nrequest [A-Za-z0-9_-]{32}\n");
        Run nobody = CommandLineClient.process(
                folder, Map.of("QUERYBATCH_URL", server.url().toString(), "QUERYBATCH_TOKEN", ""), "", "sources");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).startsWith("UNAUTHORIZED: ").contains("QUERYBATCH_TOKEN");
    }

    @Test
    void theSameKeyIsTheSameBatch() {
        String first = submit(BATCH, "--idempotency-key", "june").firstLine();
        assertThat(submit(BATCH, "--idempotency-key", "june").firstLine()).isEqualTo(first);
        assertThat(submit(BATCH + " ", "--idempotency-key", "june").err()).startsWith("UNPROCESSABLE_CONTENT");
    }

    @Test
    void whatCanBeAskedIsListed() {
        assertThat(run("sources").out()).contains("FLIGHTS", "US domestic flights");
        assertThat(run("quotas").out())
                .startsWith("QUOTA ")
                .containsPattern("\nopen-batches +1,000 +\\d+ +[0-9,]+\n")
                .containsPattern("\nqueries-per-day +any +[0-9,]+ +\\S+T00:00:00Z\n");
        assertThat(run("fields", "FLIGHTS").out()).contains("on_time_ratio", "float.number.ratio");
        assertThat(run("accounts", "WEATHER").out()).contains("Seattle, Washington");
    }

    @Test
    void whoIsInterruptedWhileWatchingIsToldThatTheBatchGoesOn() throws IOException, InterruptedException {
        String id = submit(SLOW).firstLine();
        Path errors = folder.resolve("errors.txt");
        Process watching = CommandLineClient.start(folder, ENVIRONMENT, errors, "watch", id);
        assertThat(watching.inputReader().readLine()).contains("queued");
        Processes.Interrupt interrupt = Processes.interrupt();
        Processes.signal(interrupt.name(), watching.pid());
        assertThat(watching.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(watching.exitValue()).isEqualTo(interrupt.exitCode());
        assertThat(errors).content().contains("the batch goes on").contains(id);
        JsonObject batch = json(run("status", id, "--json").out());
        assertThat(batch.getJsonObject("meta").getString("status_code")).isNotEqualTo("STOPPED");
        run("cancel", id);
    }
}
