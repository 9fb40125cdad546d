package io.querybatch.batches;

import io.querybatch.bench.FlightItems;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.planning.DataAccess;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningDefaults;
import io.querybatch.planning.PlanningLimits;
import io.querybatch.query.BatchItem;
import io.querybatch.query.SplitPolicy;
import io.querybatch.testing.Project;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A body of 10,000 items, read and planned, beside a walk over its JSON. */
@State(Scope.Benchmark)
public class PlanningKernel {

    private static final int ITEMS = 10_000;
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final DataAccess EVERYTHING = new DataAccess() {
        @Override
        public boolean allows(String dataSource) {
            return true;
        }

        @Override
        public boolean allows(String dataSource, String account) {
            return true;
        }
    };

    private byte[] body;
    private DataSources sources;
    private PlanningContext context;

    /** Opens the sample catalog. */
    @Setup
    public void open() throws Exception {
        body = FlightItems.batch(FlightItems.of(ITEMS)).getBytes(StandardCharsets.UTF_8);
        DuckDbConfig config = new DuckDbConfig("1GB", 2, Files.createTempDirectory("spill"));
        sources = DataSources.open(CatalogFiles.load(Project.catalog()), List.of(new DuckDbConnectorFactory(config)));
        context =
                new PlanningContext(new PlanningLimits(ITEMS, 100_000, 100, 1_000), Clock.systemUTC(), ZoneOffset.UTC);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        sources.close();
    }

    /** The least that reading such a body takes. */
    @Benchmark
    public int plainWalk() {
        int events = 0;
        try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(body))) {
            while (parser.hasNext()) {
                parser.next();
                events++;
            }
        }
        return events;
    }

    /** From bytes to requests. */
    @Benchmark
    public BatchRequest read() {
        return new BatchRequestReader(new JsonLimits(64), context.limits(), new FakeCallbackRules(), OnInvalid.REFUSE)
                .read(new ByteArrayInputStream(body));
    }

    /** From bytes to queries. */
    @Benchmark
    public List<BatchItem> readAndPlan() {
        return new BatchPlanner(sources.catalog(), context)
                .plan(read().items(), new SplitPolicy(false, false), new PlanningDefaults(false, false, 0), EVERYTHING);
    }
}
