-- Two rows are an error only for a row of t that has them.
SELECT a, (SELECT u.x FROM u WHERE u.a = t.a) AS x
FROM t
