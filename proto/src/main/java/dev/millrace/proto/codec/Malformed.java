package dev.millrace.proto.codec;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;

/** What has no form on the wire in this version. */
final class Malformed {

    private Malformed() {}

    /** @param what was read */
    static EngineException message(String what) {
        return ErrorCondition.MALFORMED_MESSAGE.with("what", what, "detail", "no encoder of this version writes it.");
    }

    /** @param what was to be written, which has no form on the wire */
    static EngineException unwritable(String what) {
        return ErrorCondition.INTERNAL_ERROR.with("detail", "There is no message for " + what + ".");
    }
}
