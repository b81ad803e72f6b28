-- Unique locks. Gives: holds(lock_key, id): whether the task has the lock; a key of another type is nobody's lock.
local function holds(lock_key, id)
  return lock_key ~= '' and redis.pcall('GET', lock_key) == id
end
