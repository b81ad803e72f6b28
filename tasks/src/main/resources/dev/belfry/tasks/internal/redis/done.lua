-- Forgets tasks that succeeded.
-- KEYS 1 active, 2 lease, 3 processed
-- ARGV 1 prefix of task records, then for each task: id, owner, unique lock (may be empty)
-- Result for each task: see fence
-- Invariant: a lock goes with its holder; each success is counted once.
--! include clock
--! include counters
--! include fence
--! include leave
--! include locks
local results, applied, ids = judge_all(KEYS[2], 2, 3)
if #ids == 0 then return results end

local keys = {}
for _, i in ipairs(applied) do
  table.insert(keys, ARGV[1] .. ARGV[i])
  if holds(ARGV[i + 2], ARGV[i]) then table.insert(keys, ARGV[i + 2]) end
end
leave(KEYS[1], KEYS[2], ids)
redis.call('DEL', unpack(keys))
count(KEYS[3], #ids)
return results
