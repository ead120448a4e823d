package dev.millrace.executor.kernel.text;

import dev.millrace.error.ErrorCondition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern cut at its {@code %}: the first part must begin the text, the last must end it, those between are searched for one after
 * the other, each as early as it occurs, which is right because what follows has the more room.
 */
final class LikePattern {

    private final List<LikePart> parts;

    private LikePattern(List<LikePart> parts) {
        this.parts = parts;
    }

    /**
     * @throws dev.millrace.error.EngineException INVALID_PARAMETER_VALUE: the escape character stands before something that needs none,
     *         or at the end
     */
    static LikePattern parse(String pattern, int escape) {
        List<LikePart> parts = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean[] any = new boolean[4 * pattern.length()];
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            boolean literal = false;
            if (character == escape) {
                i++;
                literal = i < characters.length && (characters[i] == escape || characters[i] == '%' || characters[i] == '_');
                if (!literal) {
                    throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "pattern", "function", "like", "expected",
                            "the escape character before %, _ or itself", "actual", pattern);
                }
                character = characters[i];
            }
            if (character == '%' && !literal) {
                parts.add(LikePart.of(bytes.toByteArray(), any));
                bytes.reset();
                any = new boolean[4 * pattern.length()];
            } else {
                any[bytes.size()] = character == '_' && !literal;
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        parts.add(LikePart.of(bytes.toByteArray(), any));
        return new LikePattern(parts);
    }

    /** The plain text that every match contains after any beginning: what a search over many rows may look for. Null when there is none. */
    @Nullable
    ByteSearch leading() {
        boolean open = parts.size() > 2 && parts.getFirst().isEmpty();
        return open ? parts.get(1).search() : null;
    }

    boolean matches(byte[] data, int start, int length) {
        int end = start + length;
        int at = parts.getFirst().matchAt(data, start, end);
        if (at < 0 || parts.size() == 1) {
            return at == end;
        }
        return restMatches(1, data, at, end);
    }

    /** Whether the text matches whose {@link #leading} text ends at {@code at}. */
    boolean matchesAfterLeading(byte[] data, int at, int end) {
        return restMatches(2, data, at, end);
    }

    private boolean restMatches(int part, byte[] data, int from, int end) {
        int at = from;
        for (int i = part; i < parts.size() - 1; i++) {
            at = parts.get(i).findEnd(data, at, end);
            if (at < 0) {
                return false;
            }
        }
        int tail = parts.getLast().startBefore(data, at, end);
        return tail >= 0 && parts.getLast().matchAt(data, tail, end) == end;
    }
}
