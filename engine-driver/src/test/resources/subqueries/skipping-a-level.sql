SELECT a
FROM t
WHERE EXISTS (
    SELECT *
    FROM u
    WHERE u.a = t.a AND EXISTS (SELECT * FROM nation WHERE n_nationkey = u.a AND n_regionkey = t.b))
