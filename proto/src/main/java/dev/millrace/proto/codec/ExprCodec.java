package dev.millrace.proto.codec;

import com.google.protobuf.ByteString;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.expr.SortKey;
import dev.millrace.proto.message.AggregateCallMessage;
import dev.millrace.proto.message.ExprMessage;
import dev.millrace.proto.message.OnErrorMessage;
import dev.millrace.proto.message.SortKeyMessage;
import dev.millrace.proto.message.ValueMessage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wire form of expressions. References by identity have none: they do not occur in physical plans. */
final class ExprCodec {

    private ExprCodec() {}

    static ExprMessage encode(Expr expr) {
        ExprMessage.Builder message = ExprMessage.newBuilder();
        switch (expr) {
            case Literal literal -> message.setLiteral(encodeLiteral(literal));
            case ColumnRef(var attribute) -> throw Malformed.unwritable("the unbound column " + attribute.name());
            case InputRef(var ordinal, var type, var nullable, var name) -> message.setInputRef(
                    ExprMessage.InputRef.newBuilder().setOrdinal(ordinal).setType(TypeCodec.encode(type)).setNullable(nullable)
                            .setName(name));
            case Arithmetic(var op, var left, var right, var type, var onError) -> message.setArithmetic(ExprMessage.Arithmetic.newBuilder()
                    .setOp(op.name()).setLeft(encode(left)).setRight(encode(right)).setType(TypeCodec.encode(type))
                    .setOnError(encode(onError)));
            case Compare(var op, var left, var right) ->
                    message.setCompare(ExprMessage.Compare.newBuilder().setOp(op.name()).setLeft(encode(left)).setRight(encode(right)));
            case And(var left, var right) -> message.setConjunction(pair(left, right));
            case Or(var left, var right) -> message.setDisjunction(pair(left, right));
            case Not(var input) -> message.setNegation(encode(input));
            case IsNull(var input) -> message.setIsNull(encode(input));
            case Cast(var input, var type, var onError) -> message.setCast(
                    ExprMessage.Cast.newBuilder().setInput(encode(input)).setType(TypeCodec.encode(type)).setOnError(encode(onError)));
            case Case(var conditions, var values, var otherwise, var type) -> message.setCaseWhen(
                    ExprMessage.Case.newBuilder().addAllConditions(encodeAll(conditions)).addAllValues(encodeAll(values))
                            .setOtherwise(encode(otherwise)).setType(TypeCodec.encode(type)));
            case InList(var input, var items) ->
                    message.setInList(ExprMessage.InList.newBuilder().setInput(encode(input)).addAllItems(encodeAll(items)));
            case Call(var function, var arguments, var type, var nullable) ->
                    message.setCall(ExprMessage.Call.newBuilder().setFunction(function)
                            .addAllArguments(encodeAll(arguments)).setType(TypeCodec.encode(type)).setNullable(nullable));
            case Lambda(var parameters, var body) -> {
                ExprMessage.Lambda.Builder lambda = ExprMessage.Lambda.newBuilder().setBody(encode(body));
                parameters.forEach(parameter -> lambda.addParameters(encode(parameter)));
                message.setLambda(lambda);
            }
            case LambdaVariable variable -> message.setLambdaVariable(encode(variable));
        }
        return message.build();
    }

    static Expr decode(ExprMessage message) {
        return switch (message.getNodeCase()) {
            case LITERAL -> decodeLiteral(message.getLiteral());
            case INPUT_REF -> new InputRef(message.getInputRef().getOrdinal(), TypeCodec.decode(message.getInputRef().getType()),
                    message.getInputRef().getNullable(), message.getInputRef().getName());
            case ARITHMETIC -> {
                ExprMessage.Arithmetic node = message.getArithmetic();
                yield new Arithmetic(Arithmetic.Op.valueOf(node.getOp()), decode(node.getLeft()), decode(node.getRight()),
                        TypeCodec.decode(node.getType()), decode(node.getOnError()));
            }
            case COMPARE -> new Compare(Compare.Op.valueOf(message.getCompare().getOp()), decode(message.getCompare().getLeft()),
                    decode(message.getCompare().getRight()));
            case CONJUNCTION -> new And(decode(message.getConjunction().getLeft()), decode(message.getConjunction().getRight()));
            case DISJUNCTION -> new Or(decode(message.getDisjunction().getLeft()), decode(message.getDisjunction().getRight()));
            case NEGATION -> new Not(decode(message.getNegation()));
            case IS_NULL -> new IsNull(decode(message.getIsNull()));
            case CAST -> new Cast(decode(message.getCast().getInput()), TypeCodec.decode(message.getCast().getType()),
                    decode(message.getCast().getOnError()));
            case CASE_WHEN ->
                    new Case(decodeAll(message.getCaseWhen().getConditionsList()), decodeAll(message.getCaseWhen().getValuesList()),
                            decode(message.getCaseWhen().getOtherwise()), TypeCodec.decode(message.getCaseWhen().getType()));
            case IN_LIST -> new InList(decode(message.getInList().getInput()), decodeAll(message.getInList().getItemsList()));
            case CALL -> decodeCall(message.getCall());
            case LAMBDA -> {
                List<LambdaVariable> parameters = new ArrayList<>();
                message.getLambda().getParametersList().forEach(parameter -> parameters.add(decode(parameter)));
                yield new Lambda(parameters, decode(message.getLambda().getBody()));
            }
            case LAMBDA_VARIABLE -> decode(message.getLambdaVariable());
            case NODE_NOT_SET -> throw Malformed.message("an unknown expression");
        };
    }

    static Call decodeCall(ExprMessage.Call call) {
        return new Call(call.getFunction(), decodeAll(call.getArgumentsList()), TypeCodec.decode(call.getType()), call.getNullable());
    }

    static List<ExprMessage> encodeAll(List<Expr> exprs) {
        List<ExprMessage> messages = new ArrayList<>(exprs.size());
        exprs.forEach(expr -> messages.add(encode(expr)));
        return messages;
    }

    static List<Expr> decodeAll(List<ExprMessage> messages) {
        List<Expr> exprs = new ArrayList<>(messages.size());
        messages.forEach(message -> exprs.add(decode(message)));
        return exprs;
    }

    static ExprMessage.Literal encodeLiteral(Literal literal) {
        ExprMessage.Literal.Builder message = ExprMessage.Literal.newBuilder().setType(TypeCodec.encode(literal.type()));
        if (literal.value() != null) {
            message.setValue(encodeValue(literal.value()));
        }
        return message.build();
    }

    static Literal decodeLiteral(ExprMessage.Literal message) {
        return new Literal(message.hasValue() ? decodeValue(message.getValue()) : null, TypeCodec.decode(message.getType()));
    }

    static List<SortKeyMessage> encodeKeys(List<SortKey> keys) {
        List<SortKeyMessage> messages = new ArrayList<>(keys.size());
        for (SortKey key : keys) {
            messages.add(
                    SortKeyMessage.newBuilder().setExpr(encode(key.expr())).setAscending(key.ascending()).setNullsFirst(key.nullsFirst())
                            .build());
        }
        return messages;
    }

    static List<SortKey> decodeKeys(List<SortKeyMessage> messages) {
        List<SortKey> keys = new ArrayList<>(messages.size());
        messages.forEach(message -> keys.add(new SortKey(decode(message.getExpr()), message.getAscending(), message.getNullsFirst())));
        return keys;
    }

    static AggregateCallMessage encode(AggregateCall call) {
        AggregateCallMessage.Builder message = AggregateCallMessage.newBuilder().setFunction(call.function())
                .addAllArguments(encodeAll(call.arguments())).setDistinct(call.distinct()).addAllOrder(encodeKeys(call.order()))
                .setType(TypeCodec.encode(call.type())).setNullable(call.nullable());
        if (call.filter() != null) {
            message.setFilter(encode(call.filter()));
        }
        return message.build();
    }

    static AggregateCall decode(AggregateCallMessage message) {
        return new AggregateCall(message.getFunction(), decodeAll(message.getArgumentsList()), message.getDistinct(),
                message.hasFilter() ? decode(message.getFilter()) : null, decodeKeys(message.getOrderList()),
                TypeCodec.decode(message.getType()),
                message.getNullable());
    }

    private static ExprMessage.Pair pair(Expr left, Expr right) {
        return ExprMessage.Pair.newBuilder().setLeft(encode(left)).setRight(encode(right)).build();
    }

    private static ExprMessage.LambdaVariable encode(LambdaVariable variable) {
        return ExprMessage.LambdaVariable.newBuilder().setId(variable.id()).setName(variable.name())
                .setType(TypeCodec.encode(variable.type()))
                .setNullable(variable.nullable()).build();
    }

    private static LambdaVariable decode(ExprMessage.LambdaVariable message) {
        return new LambdaVariable(message.getId(), message.getName(), TypeCodec.decode(message.getType()), message.getNullable());
    }

    private static OnErrorMessage encode(OnError onError) {
        return switch (onError) {
            case THROW -> OnErrorMessage.ON_ERROR_THROW;
            case NULL -> OnErrorMessage.ON_ERROR_NULL;
        };
    }

    private static OnError decode(OnErrorMessage message) {
        return switch (message) {
            case ON_ERROR_THROW -> OnError.THROW;
            case ON_ERROR_NULL -> OnError.NULL;
            case UNRECOGNIZED -> throw Malformed.message("an unknown error mode");
        };
    }

    private static ValueMessage encodeValue(@Nullable Object value) {
        ValueMessage.Builder message = ValueMessage.newBuilder();
        switch (value) {
            case null -> {
            }
            case Boolean truth -> message.setTruth(truth);
            case Integer number -> message.setNumber32(number);
            case Long number -> message.setNumber64(number);
            case Double number -> message.setNumber(number);
            case BigInteger number -> message.setWideDecimal(ByteString.copyFrom(number.toByteArray()));
            case String text -> message.setText(text);
            case byte[] bytes -> message.setBinary(ByteString.copyFrom(bytes));
            case List<?> list -> {
                ValueMessage.Values.Builder values = ValueMessage.Values.newBuilder();
                list.forEach(element -> values.addValues(encodeValue(element)));
                message.setList(values);
            }
            case Map<?, ?> map -> {
                ValueMessage.Values.Builder values = ValueMessage.Values.newBuilder();
                map.forEach((key, mapped) -> values.addValues(encodeValue(key)).addValues(encodeValue(mapped)));
                message.setMap(values);
            }
            default -> throw Malformed.unwritable("a constant of " + value.getClass());
        }
        return message.build();
    }

    private static @Nullable Object decodeValue(ValueMessage message) {
        return switch (message.getValueCase()) {
            case TRUTH -> message.getTruth();
            case NUMBER32 -> message.getNumber32();
            case NUMBER64 -> message.getNumber64();
            case NUMBER -> message.getNumber();
            case WIDE_DECIMAL -> new BigInteger(message.getWideDecimal().toByteArray());
            case TEXT -> message.getText();
            case BINARY -> message.getBinary().toByteArray();
            case LIST -> {
                List<Object> values = new ArrayList<>();
                message.getList().getValuesList().forEach(element -> values.add(decodeValue(element)));
                yield values;
            }
            case MAP -> {
                Map<Object, Object> values = new LinkedHashMap<>();
                List<ValueMessage> entries = message.getMap().getValuesList();
                for (int i = 0; i + 1 < entries.size(); i += 2) {
                    values.put(decodeValue(entries.get(i)), decodeValue(entries.get(i + 1)));
                }
                yield values;
            }
            case VALUE_NOT_SET -> null;
        };
    }
}
