-- Puts abandoned sets back into their groups, and tells which groups there are.
-- KEYS 1 groups, 2 sets, 3 tells that a server of Belfry aggregates
-- ARGV 1 prefix of groups, 2 at most how many sets to put back, 3 where to go on in the groups (0: begin), 4 about how many
--      groups, 5 seconds for which the asking server aggregates (0: it does not)
-- Result {put back, ms until the next set counts as abandoned (-1: there is none), 1 if a server of Belfry aggregates else 0,
--      where to go on, how many sets are told, for each: the name of its group, then for each group: name, size}
-- Invariant: a group with tasks is registered, even if Go put its tasks back.
--! include clock
--! include regroup
local prefix = ARGV[1]
-- A set is called by its group's key, a colon, and a name without a colon.
local function group_of(set)
  if string.sub(set, 1, #prefix) ~= prefix then return nil end
  return string.match(string.sub(set, #prefix + 1), '^(.*):[^:]*$')
end
local abandoned = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', int(now_s), 'LIMIT', 0, tonumber(ARGV[2]))
for _, set in ipairs(abandoned) do
  local name = group_of(set)
  if name then
    regroup(set, KEYS[2], prefix .. name, KEYS[1], name)
  else
    redis.call('ZREM', KEYS[2], set)
  end
end
local beat = tonumber(ARGV[5])
if beat > 0 and redis.call('TTL', KEYS[3]) < beat / 2 then redis.call('SET', KEYS[3], int(now_s), 'EX', int(beat)) end

local staged = redis.call('ZRANGE', KEYS[2], 0, 99, 'WITHSCORES')
local next_ms = -1
if #staged > 0 then next_ms = math.max(0, tonumber(staged[2]) * 1000 - now_ms) end
local page = redis.call('SSCAN', KEYS[1], ARGV[3], 'COUNT', tonumber(ARGV[4]))
local result = {#abandoned, next_ms, redis.call('EXISTS', KEYS[3]), page[1], 0}
for i = 1, #staged, 2 do
  local name = group_of(staged[i])
  if name then
    table.insert(result, name)
    result[5] = result[5] + 1
  end
end
for _, name in ipairs(page[2]) do
  table.insert(result, name)
  table.insert(result, redis.call('ZCARD', prefix .. name))
end
return result
