package dev.millrace.files.text;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Vector;
import dev.millrace.files.io.Compression;
import dev.millrace.files.io.TextOutput;
import dev.millrace.files.write.FileEncoder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Writes a text a line; a null is an empty line. */
final class TextEncoder implements FileEncoder {

    private final TextOutput output;
    private final byte[] lineEnd;

    TextEncoder(Path path, Charset charset, byte[] separator, Compression compression) throws IOException {
        this.lineEnd = separator.length == 0 ? new byte[] {'\n'} : separator;
        this.output = new TextOutput(path, compression, charset);
    }

    @Override
    public void write(Batch batch) throws IOException {
        Vector texts = Flatten.flat(batch.column(0));
        for (int row = 0; row < batch.length(); row++) {
            if (texts instanceof BytesVector(var _, var data, var starts, var lengths, var _, var _) && !texts.isNull(row)) {
                output.append(data, starts[row], lengths[row]);
            }
            output.append(lineEnd, 0, lineEnd.length);
            output.endRecord();
        }
    }

    @Override
    public void finish() throws IOException {
        output.close();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
