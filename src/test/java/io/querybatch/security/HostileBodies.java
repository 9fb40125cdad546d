package io.querybatch.security;

import static io.querybatch.security.HostileRequest.Table.BATCHES;
import static io.querybatch.security.HostileRequest.Table.BODY;
import static io.querybatch.security.HostileRequest.Table.JSON;
import static io.querybatch.security.HostileRequest.Table.length;
import static io.querybatch.security.HostileRequest.Then.ENDS;
import static io.querybatch.security.HostileRequest.Then.SERVES;

import io.querybatch.security.HostileRequest.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Bodies that are compressed, of another type or in another character set, or say so. */
final class HostileBodies {

    private final Table table;

    private HostileBodies(Table table) {
        this.table = table;
    }

    static void fill(Table table) {
        HostileBodies hostile = new HostileBodies(table);
        hostile.compressed();
        hostile.types();
        hostile.charsets();
        hostile.places();
    }

    private void row(String name, int status, String code, String body, String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = length(body);
        System.arraycopy(headers, 0, all, 1, headers.length);
        table.row(name, status, code, status == 400 ? ENDS : SERVES, table.head(BATCHES, all) + body);
    }

    private void bad(String name, String body) {
        row(name, 400, "BAD_REQUEST", body, JSON);
    }

    private void typed(int status, String code, String type) {
        row("type '" + type.replace("\r\n", "|") + "'", status, code, BODY, "Content-Type: " + type);
    }

    private static String bytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes(bytes.toByteArray());
    }

    /** None is read, so that none can grow. */
    private void compressed() {
        String gzip = gzip(BODY);
        for (String coding : List.of(
                "gzip",
                "GZIP",
                "x-gzip",
                "deflate",
                "br",
                "zstd",
                "compress",
                "chunked",
                "nonsense",
                "gzip, gzip",
                "gzip\r\nContent-Encoding: gzip")) {
            row(
                    "coding " + coding.replace("\r\n", "|"),
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    gzip,
                    JSON,
                    "Content-Encoding: " + coding);
        }
        row(
                "coding gzip of what is not compressed",
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                BODY,
                JSON,
                "Content-Encoding: gzip");
        row("coding identity", 200, null, BODY, JSON, "Content-Encoding: identity");
        row(
                "100 MB in 100 KB",
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                gzip("{\"a\":\"" + "a".repeat(100_000_000)),
                JSON,
                "Content-Encoding: gzip");
        bad("gzip that does not say so", gzip);
    }

    private void types() {
        for (String type : List.of(
                "text/plain",
                "text/json",
                "text/html",
                "application/xml",
                "application/jsonp",
                "application/merge-patch+json",
                "application/octet-stream",
                "application/x-java-serialized-object",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/*",
                "*/*")) {
            typed(415, "UNSUPPORTED_MEDIA_TYPE", type);
        }
        for (String type : List.of(
                "nonsense",
                "",
                "application/json; a",
                "application/json, text/plain",
                "application/json\r\nContent-Type: text/plain",
                "text/plain\r\nContent-Type: application/json",
                "application/json\r\nContent-Type: application/json")) {
            typed(400, "BAD_REQUEST", type);
        }
        for (String type : List.of("APPLICATION/JSON", "application/json;", "application/json; charset=UTF-8")) {
            typed(200, null, type);
        }
        row("no type", 415, "UNSUPPORTED_MEDIA_TYPE", BODY);
        row("a form", 415, "UNSUPPORTED_MEDIA_TYPE", "json=%7B%7D", "Content-Type: application/x-www-form-urlencoded");
        row(
                "a file in parts",
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "--x\r\nContent-Disposition: form-data; name=a; filename=\"../../a\"\r\n\r\n" + BODY + "\r\n--x--\r\n",
                "Content-Type: multipart/form-data; boundary=x");
    }

    /** JSON is UTF-8, whatever is said of it (RFC 8259 §8.1, §11). */
    private void charsets() {
        for (String charset : List.of("iso-8859-1", "nonsense", "utf-8; charset=utf-16")) {
            typed(200, null, "application/json; charset=" + charset);
        }
        row(
                "UTF-16 that says so",
                400,
                "BAD_REQUEST",
                bytes(BODY.getBytes(StandardCharsets.UTF_16)),
                "Content-Type: application/json; charset=utf-16");
    }

    private void places() {
        for (String line : List.of(
                "POST /query/schedule HTTP/1.1",
                "PATCH /query/batch/qrb_00000000000000000000 HTTP/1.1",
                "POST /query/data/json HTTP/1.1")) {
            for (String body : List.of("null", "")) {
                table.row(
                        "'" + body + "' to " + line,
                        400,
                        "BAD_REQUEST",
                        ENDS,
                        table.head(line, JSON, length(body)) + body);
            }
        }
    }
}
