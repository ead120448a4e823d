package dev.millrace.executor.kernel.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES. What is encrypted begins with its initialization vector, which GCM and CBC need. */
final class CipherKernels {

    private static final int TAG_BITS = 128;

    private CipherKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "aes_encrypt" -> RowKernel.strict(CipherKernels::encrypted);
            case "aes_decrypt" -> RowKernel.strict(CipherKernels::decrypted);
            case "try_aes_decrypt" -> RowKernel.strict((call, values) -> {
                try {
                    return decrypted(call, values);
                } catch (EngineException e) {
                    return null;
                }
            });
            default -> null;
        };
    }

    /** A mode of AES with the padding that belongs to it. */
    private enum Mode {
        ECB("AES/ECB/PKCS5Padding", "PKCS", 0), CBC("AES/CBC/PKCS5Padding", "PKCS", 16), GCM("AES/GCM/NoPadding", "NONE", 12);

        private final String transformation;
        private final String padding;
        private final int vectorBytes;

        Mode(String transformation, String padding, int vectorBytes) {
            this.transformation = transformation;
            this.padding = padding;
            this.vectorBytes = vectorBytes;
        }

        @Nullable
        AlgorithmParameterSpec parameters(byte[] bytes) {
            return switch (this) {
                case ECB -> null;
                case CBC -> new IvParameterSpec(bytes, 0, vectorBytes);
                case GCM -> new GCMParameterSpec(TAG_BITS, bytes, 0, vectorBytes);
            };
        }
    }

    private static byte[] encrypted(KernelCall call, @Nullable Object[] values) {
        Mode mode = mode(call, values);
        byte[] vector = bytes(values, 4);
        if (vector.length == 0) {
            vector = new byte[mode.vectorBytes];
            new SecureRandom().nextBytes(vector);
        } else if (mode == Mode.ECB || vector.length != mode.vectorBytes) {
            throw wrong(call, "the initialization vector", mode.vectorBytes + " bytes", vector.length + " bytes");
        }
        byte[] input = bytes(values, 0);
        byte[] output = run(call, Cipher.ENCRYPT_MODE, mode, vector, input, 0, values, 5);
        return ByteBuffer.allocate(vector.length + output.length).put(vector).put(output).array();
    }

    private static byte[] decrypted(KernelCall call, @Nullable Object[] values) {
        Mode mode = mode(call, values);
        byte[] input = bytes(values, 0);
        if (input.length < mode.vectorBytes) {
            throw wrong(call, "the bytes", "an initialization vector before them", input.length + " bytes");
        }
        return run(call, Cipher.DECRYPT_MODE, mode, input, input, mode.vectorBytes, values, 4);
    }

    private static byte[] run(KernelCall call, int direction, Mode mode, byte[] vector, byte[] input, int start, @Nullable Object[] values,
            int additional) {
        byte[] key = bytes(values, 1);
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw wrong(call, "the key", "16, 24 or 32 bytes", key.length + " bytes");
        }
        byte[] authenticated = bytes(values, additional);
        if (authenticated.length > 0 && mode != Mode.GCM) {
            throw wrong(call, "the additional data", "none with the mode " + mode, authenticated.length + " bytes");
        }
        try {
            Cipher cipher = Cipher.getInstance(mode.transformation);
            cipher.init(direction, new SecretKeySpec(key, "AES"), mode.parameters(vector));
            if (authenticated.length > 0) {
                cipher.updateAAD(authenticated);
            }
            return cipher.doFinal(input, start, input.length - start);
        } catch (GeneralSecurityException e) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.caused(e, "parameter", "the bytes or the key", "function", call.function(),
                    "expected", "what " + mode.transformation + " can work on", "actual", e.getMessage());
        }
    }

    private static Mode mode(KernelCall call, @Nullable Object[] values) {
        String name = values.length > 2 ? String.valueOf(values[2]).toUpperCase(Locale.ROOT) : "GCM";
        String padding = values.length > 3 ? String.valueOf(values[3]).toUpperCase(Locale.ROOT) : "DEFAULT";
        for (Mode mode : Mode.values()) {
            if (mode.name().equals(name) && (padding.equals("DEFAULT") || padding.equals(mode.padding))) {
                return mode;
            }
        }
        throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "AES-" + name + " with the padding " + padding, "advice",
                "Use GCM with NONE, or CBC or ECB with PKCS.");
    }

    private static byte[] bytes(@Nullable Object[] values, int position) {
        return position < values.length && values[position] instanceof byte[] bytes ? bytes : new byte[0];
    }

    private static EngineException wrong(KernelCall call, String parameter, String expected, String actual) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", parameter, "function", call.function(), "expected", expected,
                "actual", actual);
    }
}
