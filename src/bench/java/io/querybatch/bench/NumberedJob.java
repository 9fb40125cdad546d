package io.querybatch.bench;

import org.jobrunr.jobs.lambdas.JobRequest;

/** A job of {@link JobRunrQueue} as that stores it. */
public class NumberedJob implements JobRequest {

    private int number;

    /** For JobRunr. */
    protected NumberedJob() {}

    NumberedJob(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    @Override
    public Class<NumberedJobHandler> getJobRequestHandler() {
        return NumberedJobHandler.class;
    }
}
