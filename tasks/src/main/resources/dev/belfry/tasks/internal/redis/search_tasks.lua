-- Looks at some tasks of a list or set, and reads those that may be looked for.
-- KEYS 1 the list or set, 2 lease
-- ARGV 1 prefix of task records, 2 'pending' or 'active' for a list (its right end is its beginning), else anything, 3 the id
--      after which to begin ('' for the beginning), 4 its index in the list (without an id: that to begin with), or its score, 5 how many to look at, 6 after how
--      many bytes of messages to end, then texts in lower case that a message must contain
-- Result {now (ms), how many were looked at, the last id, its index or score, then for each {id, score, message, state, result,
-- pending since (ns), due (ms), end of the lease (s), index or ''}}; what is not there is empty
-- Invariant: reads only. What stays where it is from one call to the next is looked at once, whatever comes and goes; in a
-- list from which NEAR or more go in between, some may be looked at again.
--! include clock
local NEAR = 1000
local list, after = ARGV[2] == 'pending' or ARGV[2] == 'active', ARGV[3]
local most, bytes = tonumber(ARGV[5]), tonumber(ARGV[6])

-- In a list, places count from the right end. What is taken from there, or put there, moves the id.
local function after_in_list()
  local at = tonumber(ARGV[4])
  if redis.call('LINDEX', KEYS[1], -at - 1) == after then return at + 1 end
  local from = math.max(0, at - NEAR)
  local near = redis.call('LRANGE', KEYS[1], -(at + NEAR) - 1, -from - 1)
  for i = #near, 1, -1 do
    if near[i] == after then return from + #near - i + 1 end
  end
  return from
end

-- As Redis orders members of the same score. A comparison in Lua depends on the language of the machine.
local function comes_after(id)
  for i = 1, math.min(#id, #after) do
    local a, b = string.byte(id, i), string.byte(after, i)
    if a ~= b then return a > b end
  end
  return #id > #after
end

local function after_in_set()
  if redis.call('ZSCORE', KEYS[1], after) == ARGV[4] then return redis.call('ZRANK', KEYS[1], after) + 1 end
  local low = redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. ARGV[4])
  local high = low + redis.call('ZCOUNT', KEYS[1], ARGV[4], ARGV[4])
  while low < high do
    local middle = math.floor((low + high) / 2)
    if comes_after(redis.call('ZRANGE', KEYS[1], middle, middle)[1]) then high = middle else low = middle + 1 end
  end
  return low
end

local from, ids, scores = 0, {}, {}
if list then
  if after ~= '' then from = after_in_list() elseif ARGV[4] ~= '' then from = tonumber(ARGV[4]) end
  local found = redis.call('LRANGE', KEYS[1], -from - most, -from - 1)
  for i = #found, 1, -1 do ids[#ids + 1] = found[i] end
else
  if after ~= '' then from = after_in_set() end
  local found = redis.call('ZRANGE', KEYS[1], from, from + most - 1, 'WITHSCORES')
  for i = 1, #found, 2 do
    ids[#ids + 1] = found[i]
    scores[#ids] = found[i + 1]
  end
end

local function may_be_meant(message)
  if #ARGV == 6 or not message then return #ARGV == 6 end
  local lower = string.lower(message)
  for i = 7, #ARGV do
    if not string.find(lower, ARGV[i], 1, true) then return false end
  end
  return true
end

local result, looked = {now_ms, 0, '', ''}, 0
for i, id in ipairs(ids) do
  looked = i
  local message = redis.pcall('HGET', ARGV[1] .. id, 'msg')
  if type(message) == 'table' then message = false end
  if may_be_meant(message) then
    local task = redis.pcall('HMGET', ARGV[1] .. id, 'state', 'result', 'pending_since', 'belfry_due_ms')
    local lease = ARGV[2] == 'active' and redis.call('ZSCORE', KEYS[2], id)
    result[#result + 1] = {id, scores[i] or '', message or '', task[1] or '', task[2] or '', task[3] or '', task[4] or '',
        lease or '', list and int(from + i - 1) or ''}
    bytes = bytes - (message and #message or 0) - (task[2] and #task[2] or 0)
  end
  if bytes <= 0 then break end
end
if looked > 0 then
  result[2], result[3], result[4] = looked, ids[looked], list and int(from + looked - 1) or scores[looked]
end
return result
