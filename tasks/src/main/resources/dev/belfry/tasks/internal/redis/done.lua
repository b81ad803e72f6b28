-- Forgets tasks that succeeded.
-- KEYS 1 active, 2 lease, 3 processed
-- ARGV 1 prefix of task records, then for each task: id, owner, unique lock (may be empty)
-- Result for each task: see fence
-- Invariant: a lock goes with its holder; each success is counted once.
--! include clock
--! include counters
--! include fence
--! include locks
local results, ids, keys = {}, {}, {}
for i = 2, #ARGV, 3 do
  local id, key = ARGV[i], ARGV[1] .. ARGV[i]
  local result = judge(KEYS[2], key, id, ARGV[i + 1])
  table.insert(results, result)
  if result == APPLIED then
    table.insert(ids, id)
    table.insert(keys, key)
    if holds(ARGV[i + 2], id) then table.insert(keys, ARGV[i + 2]) end
  end
end
if #ids == 0 then return results end

leave(KEYS[1], KEYS[2], ids)
redis.call('DEL', unpack(keys))
count(KEYS[3], #ids)
return results
