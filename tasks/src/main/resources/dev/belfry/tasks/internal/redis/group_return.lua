-- Puts the tasks of a set back into their group, because they were not aggregated.
-- KEYS 1 set, 2 sets, 3 group, 4 groups, 5 rest of the group
-- ARGV 1 name of the group, 2 ms that the group rests after the first failure in a row (0: this is no failure), 3 at most
--      how many ms it rests
-- Result ms that the group rests now, or -1 if the set is gone
-- Invariant: a task is in its group or in one set.
--! include clock
--! include regroup
if not redis.call('ZSCORE', KEYS[2], KEYS[1]) then return -1 end
local rest_ms = tonumber(ARGV[2])
if rest_ms > 0 then
  local failures = tonumber(string.match(redis.call('GET', KEYS[5]) or '', '^(%d+):') or '0')
  rest_ms = math.min(rest_ms * 2 ^ math.min(failures, 30), tonumber(ARGV[3]))
  -- The count outlives the rest, so that the next failure is known to be one in a row.
  redis.call('SET', KEYS[5], int(failures + 1) .. ':' .. int(now_ms + rest_ms), 'PX', int(rest_ms + 2 * tonumber(ARGV[3])))
end
regroup(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1])
return rest_ms
