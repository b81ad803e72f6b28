-- Unique locks.
-- KEYS none of its own
-- ARGV none of its own
-- Result holds(lock_key, id), named_lock(message), lock_of(task_key, id)
-- Invariant: reads only
-- Gives: holds(lock_key, id): whether the task has the lock; a key of another type is nobody's lock.
--   named_lock(message): the lock that a message names, or nil.
--   lock_of(task_key, id): the lock that the task has, or nil. Go notes the lock of a group's task in its message only.
local function holds(lock_key, id)
  return lock_key ~= '' and redis.pcall('GET', lock_key) == id
end

-- The message is a protobuf; its field 10 is the lock. What cannot be read names none.
local function named_lock(message)
  if not string.find(message, ':unique:', 1, true) then return nil end
  local at, found = 1, nil
  local function number()
    local value, factor, byte = 0, 1, nil
    repeat
      byte = string.byte(message, at)
      if not byte then return nil end
      at = at + 1
      value = value + byte % 128 * factor
      factor = factor * 128
    until byte < 128
    return value
  end
  while at <= #message do
    local tag = number()
    local wire = tag and tag % 8
    if wire == 0 then
      if not number() then return nil end
    elseif wire == 1 then
      at = at + 8
    elseif wire == 5 then
      at = at + 4
    elseif wire == 2 then
      local length = number()
      if not length then return nil end
      if math.floor(tag / 8) == 10 then found = string.sub(message, at, at + length - 1) end
      at = at + length
    else
      return nil
    end
  end
  return found
end

local function lock_of(task_key, id)
  local task = redis.pcall('HMGET', task_key, 'unique_key', 'msg')
  local lock = task[1]
  if (not lock or lock == '') and task[2] then lock = named_lock(task[2]) end
  if lock and holds(lock, id) then return lock end
  return nil
end
