-- Turns the functions' answer into channel variables and the data of the conference application.

local joining = {}

-- The grammar of a conference, a profile and a slot. Narrower than that of application data, where a + starts a PIN.
local NAME = "^[0-9A-Za-z_.-]+$"
local FLAG = "^[a-z-]+$"
local LONGEST = 64
-- FreeSWITCH reads ten.
local MOST_FLAGS = 8
local LONGEST_NAME = 128

-- Whatever could raise the caller's rights or move him in the picture; a value of an earlier step must not survive.
local RESET = {
    "conference_member_flags", "conference_flags", "conference_controls", "conference_moderator_pin",
    "conference_enforce_security", "supplied_pin", "video_reservation_id", "video_role_id",
    "video_banner_text", "dial_in_invitee", "conference_permanent_wait_mod_moh", "admitted_with_moderator_to",
}

local function matches(value, pattern)
    return type(value) == "string" and #value <= LONGEST and value:match(pattern) ~= nil
end

-- A name for people, in whatever script it is written. It is no identifier: only what FreeSWITCH would expand or read as
-- options goes, as in dial_strings.py, and what is no character at all.
local function displayed(name)
    if type(name) ~= "string" then
        return nil
    end
    local kept, count = {}, 0
    for character in name:gmatch("[\1-\127\194-\244][\128-\191]*") do
        local dropped = character:match("^[%c$\\{}]") or character:match("^\194[\128-\159]$")
        if not dropped and count < LONGEST_NAME then
            count = count + 1
            kept[count] = character
        end
    end
    local shown = table.concat(kept)
    return shown:match("%S") and shown or nil
end

-- The room's flags for this caller, and `moderator`; what is no flag is left out.
local function flags(given, moderator)
    local known = {}
    for _, flag in ipairs(type(given) == "table" and given or {}) do
        if #known < MOST_FLAGS and matches(flag, FLAG) then
            known[#known + 1] = flag
        end
    end
    if moderator then
        known[#known + 1] = "moderator"
    end
    return #known > 0 and table.concat(known, "|") or nil
end

-- What to do on joining, or nil if the answer names no usable conference.
function joining.entry(answer)
    if not (matches(answer.conference, NAME) and matches(answer.profile, NAME)) then
        return nil
    end
    local moderator = answer.role == "moderator"
    if not moderator and answer.role ~= "participant" then
        return nil
    end
    local place = answer.conference .. "@" .. answer.profile
    if answer.waits then
        -- Who waits is neither heard nor seen: without these flags they may not go in at all.
        local apart = flags(answer.waiting_flags, false)
        if not apart then
            return nil
        end
        place = place .. "+flags{" .. apart .. "}"
    end
    return {
        application_data = place,
        waits = answer.waits and true or false,
        -- The profile into which they come once a moderator is there.
        admitted_to = answer.waits and matches(answer.admitted_to, NAME) and answer.admitted_to or nil,
        -- Added to the profile's own member flags by FreeSWITCH.
        member_flags = flags(answer.flags, moderator),
        slot = matches(answer.slot, NAME) and answer.slot or nil,
        name = displayed(answer.name),
    }
end

-- Each step only while the caller is there: FreeSWITCH logs an error for every call into a session that has ended.
function joining.join(session, entry)
    local function execute(application, data)
        if session:ready() then
            session:execute(application, data)
        end
    end
    local function set(variable, value)
        if value and session:ready() then
            session:setVariable(variable, value)
        end
    end
    for _, variable in ipairs(RESET) do
        execute("unset", variable)
    end
    set("conference_member_flags", entry.member_flags)
    -- The music goes on for the second who waits and the third.
    set("conference_permanent_wait_mod_moh", entry.waits and "true" or nil)
    set("admitted_with_moderator_to", entry.admitted_to)
    set("video_reservation_id", entry.slot)
    set("video_banner_text", entry.name)
    -- Only who has shown the invitee's PIN: any caller can bring a name.
    set("dial_in_invitee", entry.name)
    if entry.name then
        execute("set_profile_var", "caller_id_name=" .. entry.name)
    end
    execute("conference", entry.application_data)
end

-- How the call on the other node ends when that node is gone or has the conference no more; as between_nodes.py.
local GONE = { MEDIA_TIMEOUT = true, REDIRECTION_TO_NEW_DESTINATION = true }

-- To the node that has the conference: the functions' note is in `bridge`, and nothing that the caller has brought goes along.
-- `again`: they were on a node that is gone, and if this one does not answer they are asked for anew.
-- First true when the caller is still there and the node is not; then whether they had been there.
function joining.cross(session, bridge, again)
    for _, application in ipairs({
        { "set", "sip_copy_custom_headers=false" },
        { "set", "hangup_after_bridge=false" },
        { "set", "continue_on_fail=" .. (again and "true" or "false") },
        { "bridge", bridge },
    }) do
        if session:ready() then
            session:execute(application[1], application[2])
        end
    end
    -- Where a second bridge fails the variable is the first one's.
    local gone = session:ready() and GONE[session:getVariable("bridge_hangup_cause") or ""] or false
    return gone, session:getVariable("originate_disposition") == "call accepted"
end

return joining
