package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs are accepted, and what those are told that are not. */
class CallbackUrlsTest {

    private static final AddressRules OUTSIDE = new AddressRules(new Networks(List.of()));
    private static final CallbackUrls STRICT = new CallbackUrls(false, Set.of(), OUTSIDE);
    private static final CallbackUrls PLAIN = new CallbackUrls(true, Set.of(), OUTSIDE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com/",
                "HTTPS://Example.COM/Path?query=1&b=%20",
                "https://hooks.example.com:8443/a/b",
                "https://example.com:1/",
                "https://example.com:65535/",
                "https://xn--bcher-kva.example/",
                "https://a-b.c1.example/",
                "https://intranet/",
                "https://1.1.1.1/",
                "https://8.8.8.8:443/x",
                "https://[2606:4700:4700::1111]/",
                "https://[2606:4700:4700::1111]:8443/x",
                "https://1.example.com/"
            })
    void goodOnes(String url) {
        assertThat(STRICT.wrong(url)).isEmpty();
    }

    private static final String FORM = "must name a host, or an address in its usual form";
    private static final String ADDRESS = "has an address that this server may not call";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.com/            | must begin with https://",
                "ftp://example.com/             | must begin with https://",
                "file:///etc/passwd             | must begin with https://",
                "javascript:alert(1)            | must begin with https://",
                "//example.com/                 | must begin with https://",
                "example.com                    | must begin with https://",
                "https://a b/                   | must be a URL of visible ASCII characters",
                "https://exämple.com/           | must be a URL of visible ASCII characters",
                "https://１２７.0.0.1/            | must be a URL of visible ASCII characters",
                "https://example.com/é          | must be a URL of visible ASCII characters",
                "https://example.com\\@evil/    | must be a URL",
                "https://example.com/%zz        | must be a URL",
                "https://[::1/                  | must be a URL",
                "https://user@example.com/      | must have no user name or password",
                "https://user:pw@example.com/   | must have no user name or password",
                "https://@example.com/          | must have no user name or password",
                "https://example.com@127.0.0.1/ | must have no user name or password",
                "https://example.com/#top       | must have no fragment",
                "https://example.com/#          | must have no fragment",
                "https://example.com:0/         | must have a port from 1 to 65535, or none",
                "https://example.com:65536/     | must have a port from 1 to 65535, or none",
                "https://example.com:/          | must have a port from 1 to 65535, or none",
                "https://a_b.example/           | " + FORM,
                "https://-a.example/            | " + FORM,
                "https://example.com./          | " + FORM,
                "https://example..com/          | " + FORM,
                "https://127.1/                 | " + FORM,
                "https://127.0.1/               | " + FORM,
                "https://2130706433/            | " + FORM,
                "https://0x7f000001/            | " + FORM,
                "https://0x7f.0.0.1/            | " + FORM,
                "https://0177.0.0.1/            | " + FORM,
                "https://017700000001/          | " + FORM,
                "https://127.0.0.01/            | " + FORM,
                "https://127.0.0.1.5/           | " + FORM,
                "https://256.1.1.1/             | " + FORM,
                "https://127.0.0.1./            | " + FORM,
                "https://%31%32%37.0.0.1/       | " + FORM,
                "https://[fe80::1%25eth0]/      | " + FORM,
                "https://[::ffff:127.0.0.1]/    | " + FORM,
                "https://[v1.fe80::a]/          | must be a URL",
                "https://localhost/             | " + ADDRESS,
                "https://LOCALHOST:8080/        | " + ADDRESS,
                "https://a.localhost/           | " + ADDRESS,
                "https://127.0.0.1/             | " + ADDRESS,
                "https://10.0.0.1/              | " + ADDRESS,
                "https://169.254.169.254/latest | " + ADDRESS,
                "https://0.0.0.0/               | " + ADDRESS,
                "https://255.255.255.255/       | " + ADDRESS,
                "https://[::1]/                 | " + ADDRESS,
                "https://[::]/                  | " + ADDRESS,
                "https://[0:0:0:0:0:0:0:1]/     | " + ADDRESS,
                "https://[::ffff:7f00:1]/       | " + ADDRESS,
                "https://[::ffff:808:808]/      | " + ADDRESS,
                "https://[::7f00:1]/            | " + ADDRESS,
                "https://[64:ff9b::7f00:1]/     | " + ADDRESS,
                "https://[2002:7f00:1::]/       | " + ADDRESS,
                "https://[fd00:ec2::254]/       | " + ADDRESS,
                "https://[fe80::1]/             | " + ADDRESS,
                "https://[ff02::1]/             | " + ADDRESS
            })
    void badOnes(String url, String what) {
        assertThat(STRICT.wrong(url)).contains(what);
    }

    @Test
    void anEmptyOneIsNone() {
        assertThat(STRICT.wrong("")).isPresent();
        assertThat(STRICT.wrong("https://")).isPresent();
        assertThat(STRICT.wrong("https:///path")).isPresent();
        assertThat(STRICT.wrong("https:opaque")).isPresent();
        assertThat(STRICT.wrong("https://a.example/\r\nHost: b")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/,  true",
        "https://example.com/, true",
        "ftp://example.com/,   false",
        "http://127.0.0.1/,    false"
    })
    void httpIfItIsAllowed(String url, boolean good) {
        assertThat(PLAIN.wrong(url).isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/,      true",
        "https://HOOKS.example.com:8443/, true",
        "https://a.hooks.example.com/,    false",
        "https://example.com/,            false",
        "https://a.example.org/,          true",
        "https://a.b.example.org/,        true",
        "https://example.org/,            false",
        "https://badexample.org/,         false",
        "https://a.example.org.evil.com/, false",
        "https://1.1.1.1/,                true",
        "https://1.1.1.2/,                false",
        "https://10.0.0.1/,               false"
    })
    void onlyListedHostsIfThereIsAList(String url, boolean good) {
        CallbackUrls listed =
                new CallbackUrls(false, Set.of("hooks.example.com", "*.example.org", "1.1.1.1", "10.0.0.1"), OUTSIDE);
        assertThat(listed.wrong(url).isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1:8080/,     true",
        "https://localhost/,          true",
        "https://10.2.3.4/,           true",
        "https://10.3.0.0/,           false",
        "https://[fd00::1]/,          true",
        "https://[::ffff:7f00:1]/,    false"
    })
    void addressesInsideIfTheOperatorAddsThem(String url, boolean good) {
        AddressRules added = new AddressRules(Networks.parse("127.0.0.0/8, 10.2.0.0/16, fd00::/8"));
        assertThat(new CallbackUrls(false, Set.of(), added).wrong(url).isEmpty())
                .isEqualTo(good);
    }

    @Property
    void whateverComesIsJudged(@ForAll String text) {
        assertThat(STRICT.wrong(text)).isPresent();
        assertThat(STRICT.wrong("https://" + text)).isNotNull();
    }
}
