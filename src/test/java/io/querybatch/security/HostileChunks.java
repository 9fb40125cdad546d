package io.querybatch.security;

import static io.querybatch.security.HostileRequest.Table.BODY;
import static io.querybatch.security.HostileRequest.Table.CHUNKED;
import static io.querybatch.security.HostileRequest.Table.chunk;
import static io.querybatch.security.HostileRequest.Table.chunks;
import static io.querybatch.security.HostileRequest.Then.ENDS;

import io.querybatch.security.HostileRequest.Table;
import java.util.List;

/** Chunked bodies whose chunks are none, or that other servers would not take for chunks, with another request behind them. */
final class HostileChunks {

    private final Table table;

    private HostileChunks(Table table) {
        this.table = table;
    }

    static void fill(Table table) {
        HostileChunks hostile = new HostileChunks(table);
        hostile.badChunks();
        hostile.chunksThatAreServed();
        hostile.trailers();
    }

    /** The server refuses it by itself. */
    private void server(String name, String body) {
        table.row(name, 400, null, ENDS, table.post(body, CHUNKED));
    }

    private void served(String name, String body) {
        table.row(name, 200, null, ENDS, table.post(body, CHUNKED));
    }

    private void badChunks() {
        String end = "\r\n" + BODY + "\r\n0\r\n\r\n";
        String size = Integer.toHexString(BODY.length());
        for (String other : List.of(
                "zz",
                "-1",
                "+" + size,
                "0x" + size,
                "",
                size + "_0",
                size + ";a=b",
                "ffffffffffffffffff",
                "8000000000000000",
                "0".repeat(14) + size,
                "0".repeat(500) + size)) {
            server("chunk of size '" + (other.length() > 99 ? "many noughts" : other) + "'", other + end);
        }
        server("chunk with an endless extension", size + ";" + "a".repeat(100_000) + end);
        server("chunk with a line end in its extension", size + ";a\nb" + end);
        server("chunks in lines of CR", size + "\r" + BODY + "\r0\r\r");
        server("chunk without an end", size + "\r\n" + BODY + "0\r\n\r\n");
        server("chunk with another end", size + "\r\n" + BODY + "XX0\r\n\r\n");
    }

    private void chunksThatAreServed() {
        String size = Integer.toHexString(BODY.length());
        served("chunk of a size behind a blank", " " + chunks(BODY));
        served("chunk of a size before a blank", size + " \r\n" + BODY + "\r\n0\r\n\r\n");
        served("chunks in lines of LF", size + "\n" + BODY + "\n0\n\n");
        served("the last chunk is 000", chunk(BODY) + "000\r\n\r\n");
        served(
                "chunks of one byte",
                BODY.chars().mapToObj(c -> chunk(String.valueOf((char) c))).reduce("", String::concat) + "0\r\n\r\n");
    }

    private void trailers() {
        String body = chunk(BODY) + "0\r\n";
        served("a trailer", body + "X-A: b\r\n\r\n");
        served(
                "a trailer that would frame and authorize",
                body + "Content-Length: 5\r\nTransfer-Encoding: x\r\nAuthorization: Bearer a.b.c\r\n\r\n");
        served("a trailer without a colon", body + "nothing\r\n\r\n");
        server("a trailer of two words", body + "no colon\r\n\r\n");
        server("an endless trailer", body + "X-A: " + "b".repeat(100_000) + "\r\n\r\n");
        server("endless trailers", body + "X-A: b\r\n".repeat(20_000) + "\r\n");
    }
}
