package dev.millrace.columnar;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Seeds of property tests: new ones each run, shown in the tests' names; {@code -Dmillrace.seed=…} runs a single one again. */
final class Seeds {

    private Seeds() {}

    static LongStream few() {
        return some(20);
    }

    static LongStream many() {
        return some(200);
    }

    private static LongStream some(int count) {
        Long given = Long.getLong("millrace.seed");
        return given == null ? new SplittableRandom().longs(count) : LongStream.of(given);
    }
}
