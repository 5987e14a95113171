-- The conversation with one caller, from the greeting to the conference or the goodbye.

local back_end = require("dial_in.back_end")
local joining = require("dial_in.joining")
local prompts = require("dial_in.prompts")
local socket = require("socket")

local FIRST_DIGIT_MS = 10000
local NEXT_DIGIT_MS = 5000
-- The functions name at most 60 s, and 600 s for who has failed again and again; anything longer is a fault there.
local LONGEST_WAIT_S = 600
-- Longer silences than this are announced, and again each time that so many seconds are over.
local SILENT_WAIT_S = 2
local ANNOUNCED_EVERY_S = 20
-- A guess waits for its turn once; where its ticket was too old for it, it gets another.
local TURNS = 3

-- So long a caller whose node is gone waits for another one to have the conference; what they hear meanwhile, some three
-- seconds of it. As the dialplan has it.
local GONE_WAIT_S = 40
local HOLDS_ON = "tone_stream://v=-24;%(200,2800,440)"

local DEFAULTS = { id_digits = { 6, 9 }, pin_digits = { 4, 12 }, tries = 3 }

local call = {}

local function whole(value, low, high)
    return type(value) == "number" and value == math.floor(value) and value >= low and value <= high
end

local function digit_range(value, default)
    if type(value) == "table" and whole(value[1], 1, 32) and whole(value[2], value[1], 32) then
        return value
    end
    return default
end

local function rules_of(answer)
    return {
        id_digits = digit_range(answer.id_digits, DEFAULTS.id_digits),
        pin_digits = digit_range(answer.pin_digits, DEFAULTS.pin_digits),
        tries = whole(answer.tries, 1, 5) and answer.tries or DEFAULTS.tries,
    }
end

local function play(session, voice, name)
    local file = voice:file(name)
    if file and session:ready() then
        session:streamFile(file)
    end
    return session:ready()
end

-- Nil unless the caller typed as many digits as asked for. session:read() neither logs nor keeps them in a variable;
-- playAndGetDigits() does both.
local function ask(session, voice, name, range)
    if not session:ready() then
        return nil
    end
    -- FreeSWITCH stops at the last digit that it may take, and the # after it would answer the next question.
    local most = range[2] + 1
    local typed = session:read(range[1], most, voice:file(name) or "silence", FIRST_DIGIT_MS, "#", NEXT_DIGIT_MS)
    -- A # that interrupts the prompt comes back as the first character.
    local digits = (typed or ""):gsub("^#+", "")
    if digits:match("^%d+$") and #digits >= range[1] and #digits <= range[2] then
        return digits
    end
    return nil
end

-- `until_when` is when the functions will compare a PIN; what has been said since counts.
local function wait_out(session, voice, until_when)
    local left = until_when - socket.gettime()
    -- So many pieces at most, whatever the clock does.
    for _ = 1, math.ceil(LONGEST_WAIT_S / ANNOUNCED_EVERY_S) do
        if left > SILENT_WAIT_S then
            local began = socket.gettime()
            play(session, voice, "please_wait")
            left = left - (socket.gettime() - began)
        end
        if left <= 0 or not session:ready() then
            break
        end
        local piece = math.min(left, ANNOUNCED_EVERY_S)
        session:sleep(math.ceil(piece * 1000))
        left = left - piece
    end
    return session:ready()
end

local function moment_after(seconds)
    local wait = type(seconds) == "number" and math.min(math.max(seconds, 0), LONGEST_WAIT_S) or 1
    return socket.gettime() + wait
end

local function apologise(session, voice, reason)
    freeswitch.consoleLog("WARNING", "dial-in: the back end gave no usable answer: " .. reason .. "\n")
    play(session, voice, "unavailable")
end

-- To the node that has the conference; where that node is gone, to the one that has it next, or in here.
local function go_across(session, voice, bridge, ask_again)
    if not joining.cross(session, bridge, false) then
        return
    end
    local began = socket.gettime()
    repeat
        session:execute("playback", HOLDS_ON)
        local answer = session:ready() and ask_again()
        if not answer or not session:ready() then
            -- Nobody can say just now.
        elseif answer.result == "ok" then
            local entry = joining.entry(answer)
            return entry and joining.join(session, entry)
        elseif answer.result ~= "elsewhere" then
            break
        elseif type(answer.across) == "string" then
            local gone, was_there = joining.cross(session, answer.across, true)
            if not gone then
                return
            end
            -- Whoever was there, for however long, has lost another node just now.
            began = was_there and socket.gettime() or began
        end
    until not session:ready() or socket.gettime() - began >= GONE_WAIT_S
    play(session, voice, "unavailable")
end

-- One try: "ok", "refused", "not_open", "kept_out" or "elsewhere" with the answer, "unheard", "gone", or "down" with a
-- reason. With "elsewhere" also what asks the same once more.
local function try(session, voice, rules, caller)
    local id = ask(session, voice, "ask_id", rules.id_digits)
    local pin = id and ask(session, voice, "ask_pin", rules.pin_digits)
    if not session:ready() then
        return "gone"
    end
    if not pin then
        return "unheard"
    end
    local answer, reason = back_end.check_pin(caller, id, pin)
    for _ = 1, TURNS do
        if not answer or answer.result ~= "wait" or type(answer.ticket) ~= "string" then
            break
        end
        if not wait_out(session, voice, moment_after(answer.retry_after)) then
            return "gone"
        end
        answer, reason = back_end.check_pin(caller, id, pin, answer.ticket)
    end
    if not answer then
        return "down", reason
    end
    local known = { ok = true, refused = true, not_open = true, kept_out = true, elsewhere = true }
    if known[answer.result] then
        return answer.result, answer, function() return back_end.check_pin(caller, id, pin) end
    end
    return "down", "unknown result"
end

local function converse(session, voice, rules, caller)
    for attempt = 1, rules.tries do
        if attempt > 1 and session:ready() then
            -- What was typed since the last question belongs to no question.
            session:flushDigits()
        end
        local outcome, detail, ask_again = try(session, voice, rules, caller)
        if outcome == "gone" then
            return
        elseif outcome == "down" then
            return apologise(session, voice, detail)
        elseif outcome == "not_open" then
            -- The PIN is right: to ask again would change nothing.
            play(session, voice, "not_open")
            break
        elseif outcome == "elsewhere" then
            -- The PIN is right, and this node has not the conference: no other PIN would change that.
            if type(detail.across) ~= "string" then
                play(session, voice, "unavailable")
                break
            end
            return play(session, voice, "joining") and go_across(session, voice, detail.across, ask_again)
        elseif outcome == "kept_out" then
            -- As above; that a host wants it so is said to nobody by a machine.
            break
        elseif outcome == "ok" then
            local entry = joining.entry(detail)
            if not entry then
                return apologise(session, voice, "unusable conference")
            end
            return play(session, voice, entry.waits and "waiting" or "joining") and joining.join(session, entry)
        end
        local next_try = outcome == "refused" and moment_after(detail.retry_after)
        play(session, voice, next_try and "wrong" or "not_heard")
        if attempt < rules.tries and next_try and not wait_out(session, voice, next_try) then
            return
        end
    end
    play(session, voice, "goodbye")
end

function call.run(session, language)
    local caller = {
        caller = session:getVariable("caller_id_number") or "",
        number = session:getVariable("destination_number") or "",
        call = session:getVariable("uuid") or "",
        node = freeswitch.getGlobalVariable("node_name") or "",
    }
    if session:ready() then
        session:answer()
    end
    if not session:ready() then
        return
    end
    -- Where both come, tones would give every digit twice; a route may know that its trunk offers events and sends none.
    local no_events = (session:getVariable("rtp_2833_recv_payload") or "") == ""
    if no_events or session:getVariable("dial_in_tones") == "true" then
        session:execute("start_dtmf", "")
    end
    local answer, reason = back_end.start(caller)
    local voice = prompts.voice(language, caller.number, caller.caller, answer and answer.prompts)
    if not answer then
        return apologise(session, voice, reason)
    end
    if play(session, voice, "welcome") then
        converse(session, voice, rules_of(answer), caller)
    end
end

return call
