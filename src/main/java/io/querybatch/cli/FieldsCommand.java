package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.Fields.Field;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fields}. */
@Command(name = "fields", description = "List the fields of a data source.", mixinStandardHelpOptions = true)
final class FieldsCommand extends ServerCommand {

    @Parameters(paramLabel = "SOURCE", description = "Id of the data source.")
    private String source;

    FieldsCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Table table = new Table("FIELD", "KIND", "DATA TYPE", "NAME", "DESCRIPTION");
        for (Field field : client.fields(source).data()) {
            table.row(
                    field.fieldId(),
                    field.fieldType(),
                    field.dataType(),
                    field.fieldName(),
                    Text.oneLine(field.description()));
        }
        table.print(screen);
        return ExitCode.OK;
    }
}
