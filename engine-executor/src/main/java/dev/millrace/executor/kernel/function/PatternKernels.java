package dev.millrace.executor.kernel.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Kernels of functions with regular expressions of Java; the pattern that was used last is kept. */
final class PatternKernels {

    private PatternKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "rlike" -> RowKernel.strict((call, values) -> matcher(call, values).find());
            case "regexp_replace" -> RowKernel.strict(PatternKernels::replaced);
            case "regexp_extract" -> RowKernel.strict((call, values) -> {
                Matcher matcher = matcher(call, values);
                int group = group(call, matcher, values);
                return matcher.find() ? orEmpty(matcher.group(group)) : "";
            });
            case "regexp_extract_all" -> RowKernel.strict((call, values) -> {
                Matcher matcher = matcher(call, values);
                int group = group(call, matcher, values);
                List<String> all = new ArrayList<>();
                while (matcher.find()) {
                    all.add(orEmpty(matcher.group(group)));
                }
                return all;
            });
            case "regexp_count" -> RowKernel.strict((call, values) -> (int) matcher(call, values).results().count());
            case "regexp_substr" -> RowKernel.strict((call, values) -> {
                Matcher matcher = matcher(call, values);
                return matcher.find() ? matcher.group() : null;
            });
            case "regexp_instr" -> RowKernel.strict((call, values) -> {
                Matcher matcher = matcher(call, values);
                return matcher.find() ? ((String) values[0]).codePointCount(0, matcher.start()) + 1 : 0;
            });
            case "split" -> RowKernel.strict((call, values) -> {
                int limit = values.length > 2 ? (Integer) values[2] : -1;
                return Arrays.asList(pattern(call, (String) values[1]).split((String) values[0], limit == 0 ? -1 : limit));
            });
            default -> null;
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String replaced(KernelCall call, @Nullable Object[] values) {
        String text = (String) values[0];
        Pattern pattern = pattern(call, (String) values[1]);
        int position = values.length > 3 ? (Integer) values[3] : 1;
        if (position < 1) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the position", "function", call.function(), "expected",
                    "1 or more", "actual",
                    position);
        }
        if (position > text.codePointCount(0, text.length())) {
            return text;
        }
        int from = text.offsetByCodePoints(0, position - 1);
        try {
            return text.substring(0, from) + pattern.matcher(text.substring(from)).replaceAll((String) values[2]);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.caused(e, "parameter", "the replacement", "function", call.function(), "expected",
                    "text in which $n names a group of the pattern", "actual", values[2]);
        }
    }

    private static int group(KernelCall call, Matcher matcher, @Nullable Object[] values) {
        int group = values.length > 2 ? (Integer) values[2] : 1;
        if (group < 0 || group > matcher.groupCount()) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the group", "function", call.function(), "expected",
                    "0 to " + matcher.groupCount(), "actual", group);
        }
        return group;
    }

    private static Matcher matcher(KernelCall call, @Nullable Object[] values) {
        return pattern(call, (String) values[1]).matcher((String) values[0]);
    }

    private static Pattern pattern(KernelCall call, String text) {
        return call.state(Last.class, Last::new).of(text);
    }

    private static final class Last {
        private @Nullable Pattern pattern;

        Pattern of(String text) {
            if (pattern == null || !pattern.pattern().equals(text)) {
                try {
                    pattern = Pattern.compile(text);
                } catch (PatternSyntaxException e) {
                    throw ErrorCondition.INVALID_REGEX.caused(e, "pattern", "'" + text + "'", "detail", e.getDescription());
                }
            }
            return pattern;
        }
    }
}
