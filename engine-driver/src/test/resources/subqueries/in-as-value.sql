-- IN is null where the value, or one among those that differ, is null.
SELECT a, a IN (SELECT u.x FROM u WHERE u.c = t.c) AS found
FROM t
