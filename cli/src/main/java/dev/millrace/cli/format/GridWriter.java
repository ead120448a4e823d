package dev.millrace.cli.format;

import dev.millrace.columnar.Batch;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns side by side. The first rows decide how wide columns are; they wait until there are enough of them, the others are written as
 * they come, and a cell that is wider than its column pushes its line to the right.
 */
final class GridWriter implements ResultWriter {

    /** FRAMED: {@code | a | b |} between lines {@code +---+---+}. MARKDOWN: one line below the header says where a column stands. */
    enum Look {
        FRAMED, MARKDOWN
    }

    private static final int MEASURED_ROWS = 10_000;
    private static final int LEAST_MARKDOWN_WIDTH = 3;

    private final Appendable out;
    private final CellText text;
    private final Look look;
    private final int columns;
    private final List<String[]> measured = new ArrayList<>();
    private final int[] widths;
    private final StringBuilder line = new StringBuilder();
    private boolean begun;

    GridWriter(Appendable out, Schema schema, ZoneId zone, Look look) {
        this.out = out;
        this.text = new CellText(schema, zone);
        this.look = look;
        this.columns = schema.size();
        this.widths = new int[columns];
    }

    @Override
    public void begin() {
        measured.clear();
    }

    @Override
    public void write(Batch batch, int rows) throws IOException {
        for (int row = 0; row < rows; row++) {
            String[] cells = escaped(text.row(batch, row));
            if (begun) {
                writeRow(cells);
            } else {
                measured.add(cells);
                if (measured.size() == MEASURED_ROWS) {
                    writeMeasured();
                }
            }
        }
    }

    @Override
    public void finish() throws IOException {
        if (!begun) {
            writeMeasured();
        }
        if (look == Look.FRAMED) {
            writeRule('+');
        }
    }

    private void writeMeasured() throws IOException {
        begun = true;
        String[] header = escaped(text.header());
        for (int column = 0; column < columns; column++) {
            widths[column] = Math.max(look == Look.MARKDOWN ? LEAST_MARKDOWN_WIDTH : 1, CellText.width(header[column]));
            for (String[] cells : measured) {
                widths[column] = Math.max(widths[column], CellText.widest(cells[column]));
            }
        }
        if (look == Look.FRAMED) {
            writeRule('+');
        }
        writeRow(header);
        writeRule(look == Look.FRAMED ? '+' : '|');
        for (String[] cells : measured) {
            writeRow(cells);
        }
        measured.clear();
    }

    private void writeRule(char corner) throws IOException {
        line.setLength(0);
        for (int column = 0; column < columns; column++) {
            line.append(corner).repeat('-', widths[column] + 1).append(look == Look.MARKDOWN && text.atRight(column) ? ':' : '-');
        }
        out.append(line.append(corner).append('\n'));
    }

    private void writeRow(String[] cells) throws IOException {
        boolean several = false;
        for (String cell : cells) {
            several |= cell.indexOf('\n') >= 0;
        }
        if (several) {
            writeLines(cells);
        } else {
            writeLine(cells);
        }
    }

    /** A row whose cells have several lines: as many lines as the tallest of them. */
    private void writeLines(String[] cells) throws IOException {
        String[][] lines = new String[columns][];
        int height = 1;
        for (int column = 0; column < columns; column++) {
            lines[column] = cells[column].split("\n");
            height = Math.max(height, lines[column].length);
        }
        for (int at = 0; at < height; at++) {
            String[] physical = new String[columns];
            for (int column = 0; column < columns; column++) {
                physical[column] = at < lines[column].length ? lines[column][at] : "";
            }
            writeLine(physical);
        }
    }

    private void writeLine(String[] cells) throws IOException {
        line.setLength(0);
        for (int column = 0; column < columns; column++) {
            int blanks = Math.max(0, widths[column] - CellText.width(cells[column]));
            boolean right = text.atRight(column);
            line.append("| ").repeat(' ', right ? blanks : 0).append(cells[column]).repeat(' ', right ? 1 : blanks + 1);
        }
        out.append(line.append("|\n"));
    }

    private String[] escaped(String[] cells) {
        for (int column = 0; column < cells.length && look == Look.MARKDOWN; column++) {
            cells[column] = cells[column].replace("|", "\\|").replace("\n", "<br>");
        }
        return cells;
    }
}
