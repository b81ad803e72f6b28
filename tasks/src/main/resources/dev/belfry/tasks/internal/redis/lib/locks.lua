-- Unique locks. Gives: holds(lock_key, id): whether the task has the lock; a key of another type is nobody's lock.
-- KEYS none of its own
-- ARGV none of its own
-- Result holds(lock_key, id)
-- Invariant: reads only
local function holds(lock_key, id)
  return lock_key ~= '' and redis.pcall('GET', lock_key) == id
end
