-- Removes what belongs to a queue as a whole, if the queue has no tasks.
-- KEYS 1 pending, 2 active, 3 lease, 4 scheduled, 5 retry, 6 archived, 7 completed, 8 groups, 9 aggregation sets,
--      10 paused, then its counters
-- ARGV none
-- Result 0 the queue has tasks, 1 done
-- Invariant: no task is lost.
if redis.call('EXISTS', unpack(KEYS, 1, 9)) > 0 then return 0 end
redis.call('DEL', unpack(KEYS, 10))
return 1
