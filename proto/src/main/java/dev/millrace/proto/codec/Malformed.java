package dev.millrace.proto.codec;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;

/** A message that no encoder of this version writes. */
final class Malformed {

    private Malformed() {}

    static EngineException message(String what) {
        return ErrorCondition.INTERNAL_ERROR.with("detail", "A message from another process holds " + what + ".");
    }
}
