-- Does the same to several tasks of one list or set, each only if it is still what it was when it was read.
-- KEYS 1 the list or set
-- ARGV 1 prefix of the queue's keys, 2 'run', 'archive' or 'delete', 3 the state that was read, 4 how much of the archive to
--      trim at most, then for each task: id, SHA-1 of the message that was read (hex), its index in the list from the right ('')
-- Result for each task 'done', 'changed', 'missing', 'staged', or the state that forbids it
-- Invariant: see run_task, archive_task and delete_task; of a long list, only the part with the tasks is read, once.
--! include clock
--! include place
--! include locks
--! include archive
--! include move
local NEAR = 1000
local queue, action, expected = ARGV[1], ARGV[2], ARGV[3]
local results, changing = {}, {}

local function judge(id, digest)
  local refused, state = refusal(queue, id)
  if refused then return refused end
  if state ~= expected or redis.sha1hex(redis.call('HGET', queue .. 't:' .. id, 'msg')) ~= digest then return 'changed' end
  if action == 'run' and state == 'pending' or action == 'archive' and state == 'archived' then return state end
  return 'done'
end

local low, high
for i = 5, #ARGV, 3 do
  local n = #results + 1
  results[n] = judge(ARGV[i], ARGV[i + 1])
  if results[n] == 'done' and not changing[ARGV[i]] then
    changing[ARGV[i]] = true
    local at = tonumber(ARGV[i + 2])
    if at then
      low = math.min(low or at, at)
      high = math.max(high or at, at)
    end
  end
end

-- No id is empty. Redis takes all that are alike out of a list in one go.
local function pull_out_of_list()
  local from, pulled = math.max(0, low - NEAR), 0
  local part = redis.call('LRANGE', KEYS[1], -(high + NEAR) - 1, -from - 1)
  for i, id in ipairs(part) do
    if changing[id] then
      redis.call('LSET', KEYS[1], -(from + #part - i) - 1, '')
      changing[id] = 'pulled'
      pulled = pulled + 1
    end
  end
  if pulled > 0 then redis.call('LREM', KEYS[1], -pulled, '') end
end

if expected == 'pending' and low then pull_out_of_list() end
for id, how in pairs(changing) do
  if how ~= 'pulled' then uproot(queue, id, expected) end
end
for i = 5, #ARGV, 3 do
  local id = ARGV[i]
  if changing[id] then
    changing[id] = nil
    if action == 'run' then to_pending(queue, id) elseif action == 'archive' then to_archive(queue, id) else erase(queue, id) end
  end
end
if action == 'archive' then trim_archive(queue .. 'archived', queue .. 't:', tonumber(ARGV[4])) end
return results
