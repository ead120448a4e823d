-- A right side that reads no table is a step of the left rows: a MAP could not be compared.
SELECT i32, k, v FROM types, LATERAL (SELECT explode(types.pairs) AS (k, v)) AS pair WHERE v > 1
