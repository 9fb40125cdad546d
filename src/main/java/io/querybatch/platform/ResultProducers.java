package io.querybatch.platform;

import io.querybatch.hosts.BuiltIn;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultStore;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.results.s3.S3Location;
import io.querybatch.results.s3.S3ResultStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** The plain Java parts of results as beans. */
@ApplicationScoped
class ResultProducers {

    @Produces
    @Singleton
    EncryptionKeys encryptionKeys(Settings settings) {
        return EncryptionSettings.of(settings);
    }

    @Produces
    @Singleton
    @Default
    @BuiltIn
    ResultStore resultStore(Settings settings, EncryptionKeys keys) {
        String place = settings.results();
        return S3Location.isMeantBy(place)
                ? new S3ResultStore(S3Settings.of(settings), settings.resultBytes(), keys)
                : new FilesystemResultStore(Path.of(place).toAbsolutePath().normalize(), settings.resultBytes(), keys);
    }

    void close(@Disposes ResultStore results) throws Exception {
        if (results instanceof AutoCloseable open) {
            open.close();
        }
    }
}
