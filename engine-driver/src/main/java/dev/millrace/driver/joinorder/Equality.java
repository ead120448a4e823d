package dev.millrace.driver.joinorder;

import dev.millrace.expr.ColumnRef;
import java.util.ArrayList;
import java.util.List;

/** Columns that are equal in every row of the result, each with the number of its relation. */
final class Equality {

    private final List<Member> members = new ArrayList<>();
    private long relations;

    record Member(ColumnRef column, int relation) {}

    void add(ColumnRef column, int relation) {
        if (!contains(column.id())) {
            members.add(new Member(column, relation));
            relations |= 1L << relation;
        }
    }

    void addAll(Equality other) {
        for (Member member : other.members) {
            add(member.column(), member.relation());
        }
    }

    boolean contains(long id) {
        for (Member member : members) {
            if (member.column().id() == id) {
                return true;
            }
        }
        return false;
    }

    /** The first column of a relation that has one. */
    ColumnRef in(int relation) {
        for (Member member : members) {
            if (member.relation() == relation) {
                return member.column();
            }
        }
        throw new IllegalArgumentException("no column of relation " + relation);
    }

    List<Member> members() {
        return members;
    }

    long relations() {
        return relations;
    }

    boolean connects(long some, long others) {
        return (relations & some) != 0 && (relations & others) != 0;
    }
}
