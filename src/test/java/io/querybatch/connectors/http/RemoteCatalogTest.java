package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.catalog.Variables;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data sources of remote services, from their catalog files on. */
class RemoteCatalogTest {

    private static final String YAML = """
            ds_id: ADS
            name: Ads of the other house
            connector: http
            connection: {url: "%s", token: "${KEY}", ds_id: AW, ds_user: me}
            accounts: remote
            fields: remote
            """;

    private static final String ACCOUNTS = """
            {"meta":{"request_id":"r"},"data":[
              {"ds_user":"a","display_name":"a","accounts":[
                {"account_id":"1","account_name":"One","group_name":"G"},{"account_id":"2","account_name":"","group_name":""}]},
              {"ds_user":"b","accounts":[{"account_id":"1","account_name":"One again"},{"account_id":"3"}]}]}""";

    private static final String FIELDS = """
            {"meta":{"request_id":"r"},"data":[
              {"@type":"ds_dimension","field_id":"date","field_name":"Date","field_type":"dim",
               "data_type":"string.time.date","description":"Day","group_name":"TIME"},
              {"@type":"ds_metric","field_id":"ga:cost","field_name":"Cost","field_type":"met","data_type":null},
              {"@type":"ds_dimension","field_id":"what","field_type":"dim","data_type":"string.new.type"}]}""";

    private final FakeRemote remote = new FakeRemote(RemoteTable.numbers(0));
    private final FakeTicker ticker = new FakeTicker();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        remote.close();
    }

    private DataSources open(String yaml) throws IOException, CatalogException {
        Files.writeString(folder.resolve("ads.yaml"), yaml.formatted(remote.url()));
        return DataSources.open(
                CatalogFiles.load(folder),
                List.of(
                        new HttpConnectorFactory(
                                new Variables(name -> Optional.ofNullable(name.equals("KEY") ? "t0ken" : null)),
                                ticker),
                        new DuckDbConnectorFactory(new DuckDbConfig("500MB", 1, folder))));
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(CatalogException.class, () -> open(yaml)).problems();
    }

    @Test
    void accountsAndFieldsAreAskedOfTheService() throws IOException, CatalogException {
        remote.always(FakeRemote.ACCOUNTS, Behaviours.json(200, ACCOUNTS));
        remote.always(FakeRemote.FIELDS, Behaviours.json(200, FIELDS));
        try (DataSources sources = open(YAML)) {
            DataSource ads = sources.catalog().source("ADS").orElseThrow();
            assertThat(ads.accounts())
                    .containsExactly(
                            new Account("1", "One", "G"), new Account("2", "2", ""), new Account("3", "3", ""));
            assertThat(ads.definition().fields())
                    .containsExactly(
                            new FieldDefinition("date", "Date", Kind.DIMENSION, "string.time.date", "", "TIME", "Day"),
                            new FieldDefinition("ga:cost", "Cost", Kind.METRIC, "float.number.value", "", "", ""),
                            new FieldDefinition("what", "what", Kind.DIMENSION, "string.text.value", "", "", ""));
            assertThat(ads.hasAccounts()).isTrue();
            assertThat(ads.hasDates()).isTrue();
        }
        assertThat(remote.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.parameters())
                        .containsEntry("ds_id", "AW")
                        .containsEntry("ds_users", "me"));
    }

    @Test
    void whatTheFileListsIsNotAskedFor() throws IOException, CatalogException {
        try (DataSources sources = open(YAML.replace("accounts: remote", "accounts: {list: [{id: a}]}\ndates: false")
                .replace(
                        "fields: remote",
                        "fields: [{id: cost, name: Cost, type: met, data_type: float.currency.value}]"))) {
            DataSource ads = sources.catalog().source("ADS").orElseThrow();
            assertThat(ads.accounts()).containsExactly(new Account("a", "a", ""));
            assertThat(ads.definition().field("cost")).isPresent();
            assertThat(ads.hasDates()).isFalse();
            assertThat(remote.requests()).isEmpty();
        }
    }

    @Test
    void aServiceThatIsDownForAMomentIsTriedAgain() throws IOException, CatalogException {
        remote.next(FakeRemote.ACCOUNTS, Behaviours.error(503, "SERVICE_UNAVAILABLE"), Behaviours.drop());
        remote.always(FakeRemote.ACCOUNTS, Behaviours.json(200, ACCOUNTS));
        remote.always(FakeRemote.FIELDS, Behaviours.json(200, FIELDS));
        try (DataSources sources = open(YAML)) {
            assertThat(sources.catalog().source("ADS").orElseThrow().accounts()).hasSize(3);
        }
    }

    @Test
    void aServiceThatCannotTellIsAProblemOfTheCatalog() {
        remote.always(FakeRemote.FIELDS, Behaviours.error(401, "UNAUTHORIZED"));
        assertThat(problems(YAML))
                .singleElement()
                .asString()
                .startsWith("ADS: ")
                .contains("credentials");
        remote.always(FakeRemote.FIELDS, Behaviours.json(200, FIELDS));
        remote.always(FakeRemote.ACCOUNTS, Behaviours.json(200, "{\"meta\":{\"request_id\":\"r\"},\"data\":[]}"));
        assertThat(problems(YAML)).singleElement().asString().contains("it lists no accounts");
        remote.always(FakeRemote.ACCOUNTS, Behaviours.json(200, "{\"data\":{}}"));
        assertThat(problems(YAML)).singleElement().asString().contains("another shape");
        remote.close();
        assertThat(problems(YAML)).singleElement().asString().contains("cannot be reached");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connector: http | connector: duckdb | ADS: \"from\" is missing; it is needed by connector \"duckdb\"",
                "fields: remote | from: ads | ads.yaml:5: \"remote\" is not for a data source with \"from\"",
                "fields: remote | date_column: day | ads.yaml:6: \"date_column\" is not for a data source without \"from\"",
                "fields: remote | load: true | ads.yaml:6: \"load\" is not for a data source without \"from\"",
                "accounts: remote | accounts: {column: a} | ads.yaml:5: unknown key \"column\"; known are list, lists",
                "accounts: remote | accounts: romete | ads.yaml:5: must be a mapping with the keys list, lists",
                "fields: remote | fields: romete | ads.yaml:6: \"fields\" must be a list",
                "ds_user: me | page_rows: many | ADS: connection: \"page_rows\" must be a number from 1 to 100000"
            })
    void saysWhatDoesNotFit(String right, String wrong, String problem) {
        assertThat(YAML).contains(right);
        assertThat(problems(YAML.replace(right, wrong))).contains(problem);
    }

    @Test
    void sqlIsNotForAServiceThatComputesByItself() {
        String yaml = YAML.replace("accounts: remote", "from: ads")
                .replace("fields: remote", "fields: [{id: day, type: dim, data_type: string.time.date}]");
        assertThat(problems(yaml)).containsExactly("ADS: \"from\" is not for connector \"http\"");
    }
}
