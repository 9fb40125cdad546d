package io.querybatch.cli;

import io.querybatch.client.ConnectionException;
import io.querybatch.client.QuerybatchException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error what went wrong; never an address or a token. */
final class Complaints implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final PrintStream err;

    Complaints(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof QuerybatchException refusal) {
            refused(refusal, parsed);
            return ExitCode.FAILED;
        }
        err.println("querybatch: " + reason(problem));
        return problem instanceof UsageException || problem instanceof IllegalArgumentException
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        err.println("querybatch: " + problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private void refused(QuerybatchException refusal, ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        if (innermost.hasMatchedOption("--json") && refusal.json() != null) {
            err.println(refusal.json().strip());
            return;
        }
        err.println(Text.plain(refusal.getMessage()));
        if (refusal.requestId() != null) {
            err.println("request " + refusal.requestId());
        }
        if (refusal.status() == 401) {
            err.println("Give a token: QUERYBATCH_TOKEN, or --token-file.");
        }
    }

    private static String reason(Exception problem) {
        if (problem instanceof UncheckedIOException file) {
            return file.getCause() instanceof FileSystemException reason
                    ? "cannot read or write " + reason.getFile() + detail(reason)
                    : "cannot read or write: " + file.getCause().getMessage();
        }
        boolean ours =
                List.of(UsageException.class, IllegalArgumentException.class).contains(problem.getClass());
        if (problem instanceof ConnectionException) {
            return problem.getMessage() + " (QUERYBATCH_URL, --url)";
        }
        return ours ? problem.getMessage() : "unexpected " + problem;
    }

    private static String detail(FileSystemException reason) {
        return reason.getReason() == null ? "" : ": " + reason.getReason();
    }
}
