package io.querybatch.bench;

import java.util.function.IntConsumer;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** Runs the jobs of {@link JobRunrQueue}. */
public class NumberedJobHandler implements JobRequestHandler<NumberedJob> {

    private final IntConsumer job;

    NumberedJobHandler(IntConsumer job) {
        this.job = job;
    }

    @Override
    public void run(NumberedJob request) {
        job.accept(request.number());
    }
}
