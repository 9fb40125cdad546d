package io.querybatch.schedules;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.NewBatch;
import io.querybatch.query.BatchId;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class FakeScheduleStoreTest extends ScheduleStoreContract {

    @Override
    protected ScheduleStoreUnderTest open() {
        SettableClock clock = new SettableClock(Instant.parse("2026-01-31T12:00:00.123Z"));
        FakeScheduleStore store = new FakeScheduleStore(clock);
        return new ScheduleStoreUnderTest() {
            @Override
            public ScheduleStore store() {
                return store;
            }

            @Override
            public List<BatchId> batches() {
                return store.batches().stream().map(NewBatch::id).toList();
            }

            @Override
            public Optional<IdempotencyKey.Kept> key(String tenant, String text) {
                return store.key(tenant, text);
            }

            @Override
            public void passTime(Duration time) {
                clock.advance(time);
            }
        };
    }
}
