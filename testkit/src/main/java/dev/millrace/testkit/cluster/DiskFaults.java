package dev.millrace.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/** What disks do to files. Each says how many files it has hit; one that has gone meanwhile is passed over. */
public final class DiskFaults {

    private DiskFaults() {}

    /** Flips one bit of each file, somewhere. */
    public static int flipBits(List<Path> files, Random random) {
        return each(files, file -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long at = random.nextLong(channel.size());
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, at);
                one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8)));
                channel.write(one.flip(), at);
            }
        });
    }

    /** Cuts each file off in the middle. */
    public static int truncate(List<Path> files) {
        return each(files, file -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 2);
            }
        });
    }

    public static int delete(List<Path> files) {
        return each(files, Files::delete);
    }

    private static int each(List<Path> files, Damage damage) {
        int hit = 0;
        for (Path file : files) {
            try {
                if (Files.size(file) > 0) {
                    damage.to(file);
                    hit++;
                }
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return hit;
    }

    private interface Damage {
        void to(Path file) throws IOException;
    }
}
