-- Looks at a queue as a whole.
-- KEYS 1 any key of the queue
-- ARGV 1 prefix of the queue's keys
-- Result {now (s), keys of a wrong type, broken counters, paused since, number archived, oldest archived (s), oldest completed
-- (s), number of tasks, number of the queue's fixed keys}; what is not there is empty
-- Invariant: reads only.
--! include clock
local queue = ARGV[1]
local TYPES = {
  {'pending', 'list'}, {'active', 'list'}, {'lease', 'zset'}, {'scheduled', 'zset'}, {'retry', 'zset'}, {'archived', 'zset'},
  {'completed', 'zset'}, {'groups', 'set'}, {'aggregation_sets', 'zset'}, {'paused', 'string'}, {'processed', 'string'},
  {'failed', 'string'}}
local wrong, broken, tasks, keys, right = {}, {}, 0, 0, {}
for _, expected in ipairs(TYPES) do
  local name = expected[1]
  local kind = redis.call('TYPE', queue .. name)['ok']
  if kind ~= 'none' then
    keys = keys + 1
    if kind == expected[2] then right[name] = kind else table.insert(wrong, name) end
  end
end
for _, name in ipairs({'pending', 'active'}) do
  if right[name] then tasks = tasks + redis.call('LLEN', queue .. name) end
end
for _, name in ipairs({'scheduled', 'retry', 'archived', 'completed'}) do
  if right[name] then tasks = tasks + redis.call('ZCARD', queue .. name) end
end
for _, name in ipairs({'groups', 'aggregation_sets'}) do
  if right[name] then tasks = tasks + 1 end
end
for _, name in ipairs({'processed', 'failed'}) do
  local value = right[name] and redis.call('GET', queue .. name)
  if value and not string.match(value, '^%d+$') then table.insert(broken, name) end
end
local function oldest(name)
  local first = right[name] and redis.call('ZRANGE', queue .. name, 0, 0, 'WITHSCORES')
  return first and first[2] or ''
end
return {now_s, wrong, broken, right['paused'] and redis.call('GET', queue .. 'paused') or '',
    right['archived'] and redis.call('ZCARD', queue .. 'archived') or 0, oldest('archived'), oldest('completed'), tasks, keys}
