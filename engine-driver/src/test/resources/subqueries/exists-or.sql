-- A subquery whose value is needed becomes a mark.
SELECT c_name
FROM customer
WHERE c_acctbal > 1000 OR EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey)
