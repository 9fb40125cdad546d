package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbConnectorTest extends ConnectorContract {

    @TempDir
    private Path temp;

    @Override
    protected SqlConnector open() throws ScanException {
        return new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, temp)).open(Definitions.files(Map.of(), true));
    }

    @Override
    protected String endless() {
        return "select count(*) from range(1000000000) a, range(1000000) b where (a.range + b.range) % 7 = 3";
    }

    @Override
    protected String numbers(long count) {
        return "select range from range(" + count + ")";
    }

    @Override
    protected String engineMethod() {
        return "duckdb_jdbc_execute";
    }

    @Test
    void deliversItsOwnTypesAsThePortSays() throws ScanException {
        try (SqlConnector connector = open()) {
            assertThat(Rows.of(connector, """
                    select 170141183460469231731687303715884105727::hugeint, sum(9223372036854775807 + 0::hugeint),
                      18446744073709551615::ubigint, 4294967295::uinteger, (-128)::tinyint, 1.5::float, 1e40::double,
                      time '01:02:03', [1, 2], '\\x00A'::blob, {'a': 1}, timestamp_ns '2001-02-03 04:05:06.123456789',
                      interval 1 day, uuid '00000000-0000-0000-0000-000000000001', 0.1::decimal(38, 37)"""))
                    .containsExactly(List.of(
                            new BigInteger("170141183460469231731687303715884105727"),
                            BigInteger.valueOf(Long.MAX_VALUE),
                            new BigInteger("18446744073709551615"),
                            4_294_967_295L,
                            -128L,
                            1.5,
                            1e40,
                            LocalTime.of(1, 2, 3),
                            "[1, 2]",
                            "\\x00A",
                            "{'a': 1}",
                            LocalDateTime.of(2001, 2, 3, 4, 5, 6, 123_456_789),
                            "1 day",
                            "00000000-0000-0000-0000-000000000001",
                            new BigDecimal("0.1000000000000000000000000000000000000")));
        }
    }
}
