-- The notes on the last attempts of a task, in its record, so that they go where it goes and end when it ends.
-- KEYS none of its own
-- ARGV none of its own
-- Result note_attempt(task_key, note), see below
-- Invariant: no record has more notes than ATTEMPTS
-- Gives: note_attempt(task_key, note): adds a line as the first one, and drops those that are too many; '' adds nothing.
local ATTEMPTS = 20

local function note_attempt(task_key, note)
  if note == '' then return end
  local notes = note .. '\n' .. (redis.call('HGET', task_key, 'belfry_attempts') or '')
  local at = 0
  for _ = 1, ATTEMPTS do
    at = string.find(notes, '\n', at + 1, true)
    if not at then break end
  end
  redis.call('HSET', task_key, 'belfry_attempts', at and string.sub(notes, 1, at) or notes)
end
