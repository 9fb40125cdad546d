package io.querybatch.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;

/** The JAX-RS application. Callers never see its path: {@link RequestFilter} leads the prefixes of contract A1 here. */
@ApplicationScoped // Payara looks for @LoginConfig among beans only.
@ApplicationPath(RestApplication.PATH)
@LoginConfig(authMethod = "MP-JWT", realmName = "querybatch")
public class RestApplication extends Application {

    static final String PATH = "/api";

    @Override
    public Map<String, Object> getProperties() {
        // Jersey would describe the resources to anybody who sends OPTIONS; other servers ignore the setting.
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
