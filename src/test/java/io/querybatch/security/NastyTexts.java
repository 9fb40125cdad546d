package io.querybatch.security;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts that programs stumble over. */
final class NastyTexts {

    private static final List<String> KNOWN = List.of(
            "",
            " ",
            "\0",
            "null",
            "undefined",
            "NaN",
            "-1",
            "0",
            "1e309",
            "9223372036854775808",
            "2147483648",
            "0x7f",
            "true",
            "[]",
            "{}",
            "\"",
            "'",
            "' or '1'='1' --",
            "%",
            "%00",
            "%s%s%n",
            "../../../../boot/grub",
            "..\\..\\windows",
            "${jndi:ldap://192.0.2.9/a}",
            "#{7*7}",
            "<script>alert(1)</script>",
            "\r\nX-Injected: 1",
            "\uFEFF",
            "\u202Egnp.exe",
            "\uD83D\uDE00",
            "\uD800",
            "Ａ",
            "i̇",
            "ß",
            "list.all_accounts",
            "2001-02-30",
            "0000-00-00",
            "+999999999-12-31",
            "last_99999999999_days",
            "(((((((((((((((((((((((((((((((((",
            "a=~(a+)+$",
            "date,date,date",
            "*",
            "qrb_00000000000000000000",
            "_query_1");

    private NastyTexts() {}

    static String any(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> KNOWN.get(random.nextInt(KNOWN.size())).repeat(1 + random.nextInt(50));
            case 1 ->
                random.ints(1 + random.nextInt(20), 0, 0x3000)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
            case 2 -> IntStream.range(0, random.nextInt(300)).mapToObj(i -> "A").collect(Collectors.joining());
            default -> KNOWN.get(random.nextInt(KNOWN.size()));
        };
    }
}
