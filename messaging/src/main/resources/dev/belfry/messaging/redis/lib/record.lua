-- A record is state|attempt|until|owner|note, the state r (running until), w (waiting until) or d (done); until is in
-- milliseconds of Redis' clock. Anything else in the key, such as the lock of go-queue's dq, counts as done.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function read(key)
  local value = redis.call('GET', key)
  if not value then return nil end
  local state, attempt, till, owner, note = string.match(value, '^([rwd])|(%d+)|(%d+)|([^|]*)|(.*)$')
  if not state then return 'd', 0, 0, '', '' end
  return state, tonumber(attempt), tonumber(till), owner, note
end

local function write(key, state, attempt, till, owner, note, retention)
  local value = state .. '|' .. attempt .. '|' .. string.format('%.0f', till) .. '|' .. owner .. '|' .. note
  -- What runs or waits is kept at least until then, or its attempts would be forgotten.
  local keep = math.max(tonumber(retention), till - now + tonumber(retention))
  redis.call('SET', key, value, 'PX', string.format('%.0f', keep))
end
