package dev.millrace.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.spi.SqlParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Any text gives a tree or one error, in bounded time; the seed is printed with a failure. */
class FuzzTest {

    private static final List<String> QUERIES = List.of("""
            select l_returnflag, sum(l_extendedprice * (1 - l_discount)) as revenue, count(*) as n
            from lineitem where l_shipdate <= date '1998-12-01' - interval '90' day
            group by l_returnflag having count(*) > 1 order by revenue desc nulls last limit 10""", """
            with top as (select o_custkey, rank() over (partition by o_status order by o_total desc
              rows between 2 preceding and current row) r from orders o left join customer c on o.id = c.id and c.name like 'A%' escape '!')
            select * except (r), case when r = 1 then 'first' else cast(r as string) end from top t(a, b)
            where exists (select 1 from nation n where n.k = t.a) and t.b in (select x from y) or t.a not between 1 and 2""", """
            select /*+ broadcast(a) */ a.b[0].c::int, transform(xs, x -> x + 1), m['k'], extract(year from d), trim(both 'x' from s),
            substring(s from 2 for 3), position('a' in s) from 'x.csv' a, lateral explode(a.xs) lateral view outer explode(m) e as k, v
            group by rollup(a, b), grouping sets ((a), ()) qualify row_number() over w = 1 window w as (order by 1)
            union all by name select 1e3, 1.5, 2L, x'1F', r'a\\b', "q", `n`, -5, ~7 & 3 | 4 ^ 2 << 1""", """
            create or replace table s.t (a int not null, b array<struct<c: map<string, decimal(5, 2)>>> comment 'x') using csv
            options (header 'true', 'a.b' = 3) partitioned by (a) location '/x' as select * from values (1, 2) as v(a, b)""",
            "insert overwrite table t partition (a = 1, b) (c, d) select * from u pivot (sum(x) as s for y in ('p' as q, 'r'))",
            "copy (select 1) to 'x' (format parquet, header, partition_by (a, b)); set a.b.c = d; explain analyze select :p, ?");

    private static final SqlParser PARSER = new AntlrSqlParser();

    private static void survives(int rounds, Function<Random, String> text) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < rounds; round++) {
                String sql = text.apply(random);
                check(sql, "seed " + seed + ", round " + round + ": " + sql);
            }
        }, () -> "seed " + seed);
    }

    private static void check(String sql, String failure) {
        try {
            PARSER.statement(sql, Statement.Parameters.NONE);
        } catch (EngineException error) {
            assertNotEquals(ErrorCondition.INTERNAL_ERROR, error.condition(), failure);
        } catch (RuntimeException | StackOverflowError defect) {
            throw new AssertionError(failure, defect);
        }
        StringBuilder tokens = new StringBuilder();
        PARSER.tokens(sql).forEach(token -> tokens.append(sql, token.start(), token.end()));
        assertEquals(sql, tokens.toString(), failure);
        PARSER.script(sql);
    }

    @Test
    void randomCharacters() {
        survives(3000, random -> {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            return new String(bytes, random.nextBoolean() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16);
        });
    }

    @Test
    void randomWords() {
        List<String> words = new ArrayList<>(PARSER.keywords());
        words.addAll(
                List.of("(", ")", "(", ")", ",", ",", ".", "*", "+", "-", "'s'", "1", "1.5", "a", "b", "`c`", "=", "<", ">", "::", "[", "]",
                        "->", "=>", ";", "?", ":", "!", "/*+ x */", "--\n", "select", "select", "from", "from", "where"));
        survives(4000, random -> {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "select " : "");
            for (int i = random.nextInt(25); i > 0; i--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextInt(8) == 0 ? "" : " ");
            }
            return text.toString();
        });
    }

    @Test
    void mutatedQueries() {
        survives(4000, random -> {
            List<String> pieces = new ArrayList<>();
            String query = QUERIES.get(random.nextInt(QUERIES.size()));
            PARSER.tokens(query).forEach(token -> pieces.add(query.substring(token.start(), token.end())));
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int at = random.nextInt(pieces.size());
                switch (random.nextInt(5)) {
                    case 0 -> pieces.remove(at);
                    case 1 -> pieces.add(at, pieces.get(random.nextInt(pieces.size())));
                    case 2 -> pieces.set(at, pieces.get(random.nextInt(pieces.size())));
                    case 3 -> pieces.subList(at, pieces.size()).clear();
                    default -> pieces.add(at, String.valueOf((char) (32 + random.nextInt(95))));
                }
                if (pieces.isEmpty()) {
                    pieces.add("select");
                }
            }
            return String.join("", pieces);
        });
    }

    @Test
    void theQueriesThemselvesAreRight() {
        for (String query : QUERIES.subList(0, QUERIES.size() - 1)) {
            PARSER.statement(query, Statement.Parameters.NONE);
        }
    }
}
