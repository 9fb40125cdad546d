package io.querybatch.launcher;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Everything is in one file, and unpacked at every start. */
record UberJar(Path jar) implements Distribution {

    @Override
    public Path furnish(Path folder) throws IOException {
        Path application = folder.resolve(APPLICATION);
        new Application(jar).unpack(application);
        return application;
    }

    @Override
    public void boot(List<String> arguments) {
        PayaraMicro.main(arguments.toArray(String[]::new));
    }
}
