package io.querybatch.bench;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** What {@link BareResource} is found by. */
@ApplicationPath("api")
public class BareApplication extends Application {}
