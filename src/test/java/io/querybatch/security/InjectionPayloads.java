package io.querybatch.security;

import java.util.List;
import java.util.stream.IntStream;

/** Texts that would do harm if any of them reached a database as a piece of SQL: each way out of a text, with each thing to do then. */
final class InjectionPayloads {

    /** What no answer may have in it: what is in the table {@code vault}. */
    static final String SECRET = "vault-content-7f3a9";

    private static final List<String> OUT = List.of(
            "'", "\"", "')", "'))", "\")", "`", "]", "\\'", "\\\\'", "%27", "''", "\u02BC", "\uFF07", "$$", "*/", ";",
            "0", "0)", "\t'", "\n'", "{", "${", "?", ":x'");

    private static final List<String> THEN = List.of(
            " or 1=1",
            " or '1'='1",
            "/**/or/**/true",
            " like '%",
            " and 1=cast((select secret from vault) as int)",
            " union select secret from vault",
            " union all select secret, secret, 1 from vault",
            " || (select secret from vault) || ",
            " order by (select secret from vault)",
            "; drop table sales",
            "; delete from sales",
            "; truncate table sales",
            "; update sales set amount = 0",
            "; insert into sales select * from sales",
            "; alter table sales add column pwned int",
            "; create table pwned(x int)",
            "; commit; drop schema public cascade",
            "; set session characteristics as transaction read write",
            "; do $x$ begin delete from sales; end $x$",
            "; copy sales to '/tmp/pwned.csv'",
            "; attach 'pwned.db' as pwned",
            "; install httpfs; load httpfs",
            " union select content from read_text('/etc/passwd')");

    private static final List<String> END = List.of("", "--", " -- -", "#", "/*", "; --", "\0");

    private InjectionPayloads() {}

    /** All of them; what ends one goes round. */
    static List<String> all() {
        return IntStream.range(0, OUT.size())
                .boxed()
                .flatMap(out -> IntStream.range(0, THEN.size())
                        .mapToObj(then -> OUT.get(out) + THEN.get(then) + END.get((out + then) % END.size())))
                .toList();
    }
}
