package dev.millrace.cli.format;

import dev.millrace.columnar.Batch;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.time.ZoneId;

/** A line for each value, under a line with the row's number. */
final class VerticalWriter implements ResultWriter {

    private static final int TITLE_WIDTH = 40;

    private final Appendable out;
    private final CellText text;
    private final StringBuilder lines = new StringBuilder();
    private String[] names = {};
    private String nextLine = "";
    private long number;

    VerticalWriter(Appendable out, Schema schema, ZoneId zone) {
        this.out = out;
        this.text = new CellText(schema, zone);
    }

    @Override
    public void begin() {
        names = text.header();
        int widest = 0;
        for (String name : names) {
            widest = Math.max(widest, CellText.width(name));
        }
        nextLine = "\n" + " ".repeat(widest) + " | ";
        for (int column = 0; column < names.length; column++) {
            names[column] += " ".repeat(widest - CellText.width(names[column])) + " | ";
        }
    }

    @Override
    public void write(Batch batch, int rows) throws IOException {
        for (int row = 0; row < rows; row++) {
            number++;
            String title = "-[ row " + number + " ]";
            lines.append(title).repeat('-', Math.max(0, TITLE_WIDTH - title.length())).append('\n');
            String[] cells = text.row(batch, row);
            for (int column = 0; column < cells.length; column++) {
                lines.append(names[column]).append(cells[column].replace("\n", nextLine)).append('\n');
            }
            out.append(lines);
            lines.setLength(0);
        }
    }

    @Override
    public void finish() throws IOException {
        if (number == 0) {
            out.append("(no rows)\n");
        }
    }
}
