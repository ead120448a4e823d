package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.sketch.Summary;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * {@code histogram_numeric}: at most so many bins, each a center and a height. A new value is a bin of height 1, and as long as there are
 * too many bins the two that are nearest to each other become one.
 *
 * <p>Y. Ben-Haim and E. Tom-Tov, A streaming parallel decision tree algorithm, Journal of Machine Learning Research 11 (2010). Which of
 * several pairs equally near is taken is decided by the same random numbers as in Spark.
 */
final class HistogramSummary implements Summary {

    private static final int RANDOM_SEED = 31_183;

    private final int most;
    private final DataType type;
    private final Random random = new Random(RANDOM_SEED);
    private double[] centers;
    private double[] heights;
    private int count;

    HistogramSummary(int most, DataType type) {
        this.most = most;
        this.type = type;
        this.centers = new double[most + 1];
        this.heights = new double[most + 1];
    }

    @Override
    public void add(List<Vector> arguments, int row) {
        double value = number(Values.get(arguments.getFirst(), row));
        int found = Arrays.binarySearch(centers, 0, count, value);
        if (found >= 0) {
            heights[found]++;
            return;
        }
        int place = -found - 1;
        System.arraycopy(centers, place, centers, place + 1, count - place);
        System.arraycopy(heights, place, heights, place + 1, count - place);
        centers[place] = value;
        heights[place] = 1;
        count++;
        trim();
    }

    private double number(@Nullable Object value) {
        if (type instanceof DataType.DecimalType(var _, var scale)) {
            return new BigDecimal(String.valueOf(value)).scaleByPowerOfTen(-scale).doubleValue();
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private void trim() {
        while (count > most) {
            int nearest = nearestPair();
            double height = heights[nearest] + heights[nearest + 1];
            centers[nearest] *= heights[nearest] / height;
            centers[nearest] += centers[nearest + 1] / height * heights[nearest + 1];
            heights[nearest] = height;
            System.arraycopy(centers, nearest + 2, centers, nearest + 1, count - nearest - 2);
            System.arraycopy(heights, nearest + 2, heights, nearest + 1, count - nearest - 2);
            count--;
        }
    }

    private int nearestPair() {
        double least = centers[1] - centers[0];
        int nearest = 0;
        int equal = 1;
        for (int i = 1; i < count - 1; i++) {
            double distance = centers[i + 1] - centers[i];
            if (distance < least) {
                least = distance;
                nearest = i;
                equal = 1;
            } else if (distance == least && random.nextDouble() <= 1.0 / ++equal) {
                nearest = i;
            }
        }
        return nearest;
    }

    private record Bin(double center, double height) {}

    @Override
    public void merge(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bins.add(new Bin(centers[i], heights[i]));
        }
        while (buffer.hasRemaining()) {
            bins.add(new Bin(buffer.getDouble(), buffer.getDouble()));
        }
        Collections.sort(bins, (one, other) -> Double.compare(one.center, other.center));
        if (bins.size() > centers.length) {
            centers = new double[bins.size()];
            heights = new double[bins.size()];
        }
        count = bins.size();
        for (int i = 0; i < count; i++) {
            centers[i] = bins.get(i).center;
            heights[i] = bins.get(i).height;
        }
        trim();
    }

    @Override
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Double.BYTES * count);
        for (int i = 0; i < count; i++) {
            bytes.putDouble(centers[i]).putDouble(heights[i]);
        }
        return bytes.array();
    }

    @Override
    public Object result() {
        List<List<Object>> bins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bins.add(List.of(center(centers[i]), heights[i]));
        }
        return bins;
    }

    private Object center(double value) {
        return switch (type) {
            case DataType.DecimalType(var precision, var scale) -> {
                BigDecimal unscaled = BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP).scaleByPowerOfTen(scale);
                yield precision > DataType.DecimalType.MAX_LONG_PRECISION ? (Object) unscaled.toBigInteger()
                        : (Object) unscaled.longValue();
            }
            case DataType.FloatType _ -> (double) (float) value;
            case DataType.DoubleType _ -> value;
            case DataType.LongType _, DataType.TimestampType _, DataType.TimestampNtzType _, DataType.DayTimeIntervalType _ -> (long) value;
            default -> (int) value;
        };
    }

    @Override
    public long heldBytes() {
        return 16L * centers.length + 160;
    }
}
