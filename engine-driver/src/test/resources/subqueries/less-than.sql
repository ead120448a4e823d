-- An aggregate over an inequality needs the values of the left side.
SELECT a, (SELECT max(u.x) FROM u WHERE u.a < t.a) AS highest_below
FROM t
