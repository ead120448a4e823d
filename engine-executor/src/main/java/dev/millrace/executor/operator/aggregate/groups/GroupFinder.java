package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link GroupTable} with a short cut before it. When all keys of a batch are dictionaries or constants, the combination of their
 * codes is an index into an
 * array of groups, kept while the dictionaries stay the same: only combinations not met before go to the table.
 *
 * <p>Used in two steps, so that the caller can make room between them: {@link #prepare}, then {@link #assign}.
 */
public final class GroupFinder {

    private static final int MAX_COMBINATIONS = 1 << 16;
    private static final int UNKNOWN = -1;
    private static final int ASKED = -2;

    private final GroupTable table;
    private final GroupedRows rows = new GroupedRows();
    private List<Vector> keys = List.of();
    private boolean coded;
    private Vector[] dictionaries = {};
    private int[] groupOf = {};
    private int combinations;
    private int[] combinationOf = {};
    private int[] asked = {};
    private int[] askedCombinations = {};
    private int askedCount;

    private GroupFinder(GroupTable table) {
        this.table = table;
    }

    public static GroupFinder of(List<DataType> types) {
        KeyWords words = types.isEmpty() ? null : KeyWords.of(types);
        return new GroupFinder(types.isEmpty() ? new SingleGroup() : words != null ? new LongKeyTable(words) : new HashedKeyTable(types));
    }

    public GroupTable table() {
        return table;
    }

    /** The rows of the prepared batch; groups are there after {@link #assign}. */
    public GroupedRows rows() {
        return rows;
    }

    /** Takes in a batch and returns how many groups may be new at most. */
    public int prepare(List<Vector> newKeys, int length, @Nullable Selection selection) {
        withdraw();
        keys = newKeys;
        rows.begin(length, selection);
        coded = combine();
        if (!coded) {
            return keys.isEmpty() ? 0 : rows.count();
        }
        if (!lookUp()) {
            ask();
        }
        return askedCount;
    }

    public void assign() {
        if (!coded) {
            table.assign(keys, rows);
            return;
        }
        if (askedCount > 0) {
            table.assign(keys, rows.only(new Selection(asked, askedCount)));
            for (int i = 0; i < askedCount; i++) {
                groupOf[askedCombinations[i]] = rows.groups()[asked[i]];
            }
            askedCount = 0;
            lookUp();
        }
    }

    /** Gives each row the group of its combination; false when one is unknown. */
    private boolean lookUp() {
        int[] groups = rows.groups();
        int[] at = rows.rows();
        int signs = 0;
        if (rows.all()) {
            for (int row = 0; row < rows.length(); row++) {
                int group = groupOf[combinationOf[row]];
                groups[row] = group;
                signs |= group;
            }
        } else {
            for (int i = 0; i < rows.count(); i++) {
                int group = groupOf[combinationOf[at[i]]];
                groups[at[i]] = group;
                signs |= group;
            }
        }
        return signs >= 0;
    }

    /** Forgets all groups. */
    public void clear() {
        table.clear();
        askedCount = 0;
        Arrays.fill(groupOf, 0, combinations, UNKNOWN);
    }

    /** Bytes besides the table's. */
    public long heldBytes() {
        return 4L * (groupOf.length + 3L * combinationOf.length);
    }

    /** Computes each row's combination of codes; false when the keys do not lend themselves to it. */
    private boolean combine() {
        if (keys.isEmpty() || keys.size() > 4) {
            return false;
        }
        long product = 1;
        for (Vector key : keys) {
            if (key instanceof DictionaryVector(var _, var dictionary, var _, var _)) {
                product *= dictionary.length() + 1L;
            } else if (!(key instanceof ConstantVector)) {
                return false;
            }
            if (product > MAX_COMBINATIONS) {
                return false;
            }
        }
        if (!sameDictionaries()) {
            if (product > 8L * rows.count() + 64) {
                return false;
            }
            remember((int) product);
        }
        if (combinationOf.length < rows.length()) {
            combinationOf = new int[Math.max(rows.length(), 1024)];
            asked = new int[combinationOf.length];
            askedCombinations = new int[combinationOf.length];
        }
        boolean first = true;
        for (Vector key : keys) {
            if (key instanceof DictionaryVector dictionary) {
                addCodes(dictionary, first);
                first = false;
            }
        }
        if (first) {
            Arrays.fill(combinationOf, 0, rows.length(), 0);
        }
        return true;
    }

    private void addCodes(DictionaryVector key, boolean first) {
        int[] codes = key.codes();
        int nullCode = key.dictionary().length();
        int factor = first ? 0 : nullCode + 1;
        long[] validity = key.validity();
        if (validity == null) {
            for (int row = 0; row < rows.length(); row++) {
                combinationOf[row] = combinationOf[row] * factor + codes[row];
            }
        } else {
            for (int row = 0; row < rows.length(); row++) {
                combinationOf[row] = combinationOf[row] * factor + (Validity.isValid(validity, row) ? codes[row] : nullCode);
            }
        }
    }

    /** Forgets what an earlier batch asked for that was prepared and then not taken in. */
    private void withdraw() {
        for (int i = 0; i < askedCount; i++) {
            groupOf[askedCombinations[i]] = UNKNOWN;
        }
        askedCount = 0;
    }

    /** Marks each unknown combination and asks for it once. */
    private void ask() {
        int[] at = rows.rows();
        for (int i = 0; i < rows.count(); i++) {
            int combination = combinationOf[at[i]];
            if (groupOf[combination] == UNKNOWN) {
                groupOf[combination] = ASKED;
                askedCombinations[askedCount] = combination;
                asked[askedCount++] = at[i];
            }
        }
    }

    /** The same objects, not merely equal ones: only then codes mean the same without a look at the values. */
    @SuppressWarnings("ReferenceEquality")
    private boolean sameDictionaries() {
        if (dictionaries.length != keys.size()) {
            return false;
        }
        for (int key = 0; key < dictionaries.length; key++) {
            if (dictionaries[key] != dictionary(keys.get(key))) {
                return false;
            }
        }
        return true;
    }

    private void remember(int product) {
        dictionaries = new Vector[keys.size()];
        for (int key = 0; key < dictionaries.length; key++) {
            dictionaries[key] = dictionary(keys.get(key));
        }
        if (groupOf.length < product) {
            groupOf = new int[product];
        }
        combinations = product;
        Arrays.fill(groupOf, 0, product, UNKNOWN);
    }

    private static Vector dictionary(Vector key) {
        if (key instanceof DictionaryVector(var _, var dictionary, var _, var _)) {
            return dictionary;
        }
        return key instanceof ConstantVector(var value, var _) ? value : key;
    }
}
