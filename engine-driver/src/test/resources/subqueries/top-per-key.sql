-- LATERAL with a limit numbers the rows of each key.
SELECT c_name, o.o_totalprice
FROM customer, LATERAL (SELECT o_totalprice FROM orders WHERE o_custkey = c_custkey ORDER BY o_totalprice DESC LIMIT 3) AS o
