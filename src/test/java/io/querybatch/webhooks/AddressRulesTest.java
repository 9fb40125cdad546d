package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be called. */
class AddressRulesTest {

    private static final AddressRules OUTSIDE = new AddressRules(new Networks(List.of()));

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e",
                "2400:cb00::1"
            })
    void thoseOfTheInternet(String text) throws UnknownHostException {
        assertThat(OUTSIDE.permit(address(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
                "100.64.0.0", "100.100.100.200", "100.127.255.255", "127.0.0.1",
                "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2",
                "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
                "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1",
                "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
                "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
                "::", "::1", "::7f00:1", "::ffff:127.0.0.1",
                "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
                "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1",
                "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1",
                "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
                "4000::1"
            })
    void noneOfThoseInside(String text) throws UnknownHostException {
        assertThat(OUTSIDE.permit(address(text))).isFalse();
    }

    @Property(tries = 500)
    void noPrivateAddressAndNoneThatHidesOne(
            @ForAll @IntRange(max = 255) int a, @ForAll @IntRange(max = 255) int b, @ForAll @IntRange(max = 255) int c)
            throws UnknownHostException {
        AddressRules translated = new AddressRules(Networks.parse("64:ff9b::/96,2002::/16"));
        for (String inside :
                List.of("10." + a + "." + b + "." + c, "127." + a + "." + b + "." + c, "192.168." + b + "." + c)) {
            byte[] v4 = address(inside).getAddress();
            assertThat(OUTSIDE.permit(address(inside))).isFalse();
            assertThat(translated.permit(hidden(new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b}, v4, 12)))
                    .isFalse();
            assertThat(translated.permit(hidden(new byte[] {0x20, 0x02}, v4, 2)))
                    .isFalse();
        }
    }

    private static InetAddress hidden(byte[] prefix, byte[] v4, int at) throws UnknownHostException {
        byte[] bytes = new byte[16];
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        System.arraycopy(v4, 0, bytes, at, v4.length);
        return InetAddress.getByAddress(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16,      10.1.255.255, true",
        "10.1.0.0/16,      10.2.0.0,     false",
        "10.1.2.3,         10.1.2.3,     true",
        "10.1.2.3,         10.1.2.4,     false",
        "127.0.0.0/8,      127.9.9.9,    true",
        "127.0.0.0/8,      ::1,          false",
        "::1,              ::1,          true",
        "fd00::/8,         fd12::1,      true",
        "fd00::/8,         fc12::1,      false",
        "0.0.0.0/0,        10.0.0.1,     true",
        "0.0.0.0/0,        fd00::1,      false",
        "64:ff9b::/96,     64:ff9b::808:808, true",
        "64:ff9b::/96,     64:ff9b::a00:1, false"
    })
    void andWhatTheOperatorAdds(String added, String address, boolean permitted) throws UnknownHostException {
        assertThat(new AddressRules(Networks.parse(added)).permit(address(address)))
                .isEqualTo(permitted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "fd00::/129", "abc", "10.0.0.0/8/8"})
    void aRangeIsOfAddresses(String text) {
        assertThatThrownBy(() -> Networks.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
