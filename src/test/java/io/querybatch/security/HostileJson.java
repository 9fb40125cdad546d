package io.querybatch.security;

import static io.querybatch.security.HostileRequest.Table.BATCHES;
import static io.querybatch.security.HostileRequest.Table.BODY;
import static io.querybatch.security.HostileRequest.Table.JSON;
import static io.querybatch.security.HostileRequest.Table.length;
import static io.querybatch.security.HostileRequest.Then.ENDS;
import static io.querybatch.security.HostileRequest.Then.SERVES;

import io.querybatch.security.HostileRequest.Table;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies that are no JSON, not quite, or too much of it. {@code EnvelopeIT} has what is wrong with their meaning. */
final class HostileJson {

    private static final String ITEM = BODY.substring(BODY.indexOf('[') + 1, BODY.lastIndexOf(']'));

    private final Table table;

    private HostileJson(Table table) {
        this.table = table;
    }

    static void fill(Table table) {
        HostileJson hostile = new HostileJson(table);
        hostile.encodings();
        hostile.texts();
        hostile.numbers();
        hostile.sizes();
    }

    private void bad(String name, String body) {
        table.row(name, 400, "BAD_REQUEST", ENDS, table.head(BATCHES, JSON, length(body)) + body);
    }

    private static String bytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void encodings() {
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM037")) {
            bad(charset, bytes(BODY.getBytes(Charset.forName(charset))));
        }
        for (String wrong :
                List.of("\u00c0\u00af", "\u00e2\u0082", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\u00ff")) {
            bad(
                    "bytes " + wrong.chars().mapToObj(Integer::toHexString).collect(Collectors.joining(" ")),
                    BODY.replace("ORD", wrong));
        }
        bad("half a letter at the end", BODY + "\u00e2\u0082");
        bad("a byte order mark", "\u00ef\u00bb\u00bf" + BODY);
        bad("nothing but a byte order mark", "\u00ef\u00bb\u00bf");
    }

    private void texts() {
        for (String body : List.of(
                "",
                "   ",
                "null",
                "true",
                "0",
                "\"a\"",
                "[]",
                "[" + BODY + "]",
                "{queries:[]}",
                "queries: []",
                "+AHsAfQ-")) {
            bad("body '" + body + "'", body);
        }
        bad(
                "XML that reads a file",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>");
        for (String behind : List.of("}", "\0", "//", "\f", BODY, table.smuggled())) {
            bad("a body and " + (behind.length() > 2 ? "another" : (int) behind.charAt(0)), BODY + behind);
        }
        table.row(
                "a body and blanks", 200, null, SERVES, table.head(BATCHES, JSON, length(BODY + "  ")) + BODY + "\n\t");
        for (String text : List.of("a\0b", "a\nb", "\\x41", "\\u12", "\\ud800", "\\udc00")) {
            bad("text '" + text.replaceAll("[^ -~]", "|") + "'", described("\"" + text + "\""));
        }
        bad("a name twice", "{\"queries\":[" + ITEM + "],\"queries\":[]}");
        bad("a name twice, once in code", "{\"queries\":[" + ITEM + "],\"\\u0071ueries\":[]}");
        bad("a name in other letters", "{\"queries\":[" + ITEM + "],\"Queries\":[]}");
        bad("a name of the object of all objects", "{\"queries\":[" + ITEM + "],\"__proto__\":{}}");
    }

    private static String described(String value) {
        return "{\"queries\":[" + ITEM + "],\"description\":" + value + "}";
    }

    private void numbers() {
        for (String number : List.of(
                "1e400",
                "1E-99999999999",
                "-0",
                "5.5",
                "0x5",
                "05",
                "+5",
                ".5",
                "5.",
                "Infinity",
                "NaN",
                "1".repeat(100_000))) {
            bad(
                    "number " + (number.length() > 99 ? "of many digits" : number),
                    described("\"a\"")
                                    .replace("}", "")
                                    .replace("\"description\":\"a\"", "\"timeout_minutes\":" + number)
                            + "}");
        }
    }

    private void sizes() {
        bad("100,000 lists in each other", "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        bad("100,000 objects in each other", "{\"a\":".repeat(100_000));
        bad("100,000 lists in a query", "{\"queries\":[" + "[".repeat(100_000));
        bad("a text of 800 KB", described("\"" + "x".repeat(800_000) + "\""));
        bad("a name of 800 KB", "{\"" + "x".repeat(800_000) + "\":1}");
        bad("200,000 queries", "{\"queries\":[" + "{},".repeat(200_000) + "{}]}");
        bad(
                "60,000 members",
                "{"
                        + IntStream.range(0, 60_000)
                                .mapToObj(i -> "\"a" + i + "\":1")
                                .collect(Collectors.joining(",")) + "}");
        bad(
                "16,384 names with one hash",
                "{"
                        + IntStream.range(0, 1 << 14)
                                .mapToObj(i -> "\"" + alike(i) + "\":1")
                                .collect(Collectors.joining(","))
                        + "}");
        String fields = "[" + "\"a\",".repeat(100_000) + "\"a\"]";
        String many = "{\"queries\":[" + ITEM.replace("\"date,flights\"", fields) + "]}";
        table.row(
                "100,000 fields, which the plan says are wrong",
                200,
                null,
                SERVES,
                table.head(BATCHES, JSON, length(many)) + many);
    }

    /** "Aa" and "BB" have the same hash code. */
    private static String alike(int bits) {
        return IntStream.range(0, 14)
                .mapToObj(i -> ((bits >> i) & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
