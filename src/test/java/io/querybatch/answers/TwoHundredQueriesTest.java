package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.DataSources;
import io.querybatch.query.Filter.Comparison;
import io.querybatch.query.Operator;
import io.querybatch.query.QuerySpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the queries which engines are compared by say enough. */
class TwoHundredQueriesTest {

    @Test
    void areDifferentAndUseEveryFieldAndEveryOperator() throws Exception {
        try (DataSources duckDb = SameRowsContract.duckDb()) {
            List<QuerySpec> queries = TwoHundredQueries.of(duckDb.catalog());
            assertThat(queries).hasSize(200).doesNotHaveDuplicates();
            assertThat(queries.stream()
                            .flatMap(query -> FilterSplit.comparisons(query.filter()).stream())
                            .map(Comparison::operator)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(Operator.values());
            Set<String> asked = new HashSet<>();
            queries.forEach(query -> query.fields().forEach(field -> asked.add(query.dataSource() + field.id())));
            duckDb.catalog()
                    .sources()
                    .forEach(source -> source.definition()
                            .fields()
                            .forEach(field -> assertThat(asked)
                                    .contains(source.definition().id() + field.id())));
        }
    }

    @Test
    void mostlyHaveRows() throws Exception {
        try (DataSources duckDb = SameRowsContract.duckDb()) {
            int empty = 0;
            int rows = 0;
            for (QuerySpec query : TwoHundredQueries.of(duckDb.catalog())) {
                int size = SameRowsContract.answer(query, duckDb).rows().size();
                empty += size == 0 ? 1 : 0;
                rows += size;
            }
            assertThat(empty).isLessThan(60);
            assertThat(rows).isGreaterThan(4_000);
        }
    }
}
