-- Puts a task where it waits for its time. Needs: clock.
-- KEYS none of its own
-- ARGV none of its own
-- Result wait_until(zset, task_key, id, due_ms, channel)
-- Invariant: nobody runs the task early
-- Gives: wait_until(zset, task_key, id, due_ms, channel).
-- The score is the second at or after the moment, so that no reader runs the task early; the moment itself is kept in
-- the task's record. If no other task there is due earlier, whoever waits for the next one is told.
local function wait_until(zset, task_key, id, due_ms, channel)
  redis.call('ZADD', zset, int(math.ceil(due_ms / 1000)), id)
  redis.call('HSET', task_key, 'belfry_due_ms', int(due_ms))
  if redis.call('ZRANGE', zset, 0, 0)[1] == id then redis.call('PUBLISH', channel, int(due_ms)) end
end
