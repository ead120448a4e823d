-- A count is 0 where no row has the key.
SELECT c_name, (SELECT count(*) + 1 FROM orders WHERE o_custkey = c_custkey) AS orders
FROM customer
