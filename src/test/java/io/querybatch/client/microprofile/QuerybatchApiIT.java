package io.querybatch.client.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.client.BatchClient;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.ServerUnderTest;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The MicroProfile Rest Client of a real server, asking Querybatch. The store makes no difference. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class QuerybatchApiIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war("reporting.war")
                .addPackage(BatchClient.class.getPackage())
                .addPackage(QuerybatchApi.class.getPackage());
    }

    @Test
    void anApplicationSubmitsABatchFollowsItAndReadsItsResults() {
        Answer answer = ServerUnderTest.api(url, ServerUnderTest.newTenant()).get("reporting");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().lines())
                .containsExactly(
                        "source FLIGHTS",
                        "fields date",
                        "Progress[queued=0, running=0, success=2, failure=0]",
                        "rows 22 completed",
                        "refused NOT_FOUND");
    }
}
