-- Finds the sound file of a prompt in the caller's language.

local prompts = {}

local LANGUAGES = { en = true, de = true }
local DEFAULT = "en"
-- Country codes without + or 00. A node overrides it with the global variable dial_in_languages in the same form.
local BY_PREFIX = "49=de,43=de,41=de,423=de"

local function global(name)
    local value = freeswitch.getGlobalVariable(name)
    return value ~= "" and value or nil
end

local function by_prefix(number)
    local digits = (number or ""):gsub("^%+", ""):gsub("^00", "")
    local language, longest = nil, 0
    for prefix, name in (global("dial_in_languages") or BY_PREFIX):gmatch("(%d+)=(%a+)") do
        if LANGUAGES[name] and #prefix > longest and digits:sub(1, #prefix) == prefix then
            language, longest = name, #prefix
        end
    end
    return language
end

local function readable(path)
    local file = io.open(path, "rb")
    if file then
        file:close()
    end
    return file ~= nil
end

local Voice = {}
Voice.__index = Voice

-- A path, or nil: playing a file that is not there would end session:read() before it listens.
function Voice:file(name)
    for _, language in ipairs({ self.language, DEFAULT }) do
        local path = self.folder .. "/" .. language .. "/" .. name .. ".wav"
        if readable(path) then
            return path
        end
    end
    return nil
end

-- The language that the route names, else the dialled number's country, the caller's, the functions' own, English.
function prompts.voice(route, dialled, caller, told)
    local spoken = LANGUAGES[route] and route or by_prefix(dialled) or by_prefix(caller) or LANGUAGES[told] and told
    return setmetatable({
        language = spoken or DEFAULT,
        folder = global("prompts_dir") or (global("script_dir") .. "/../prompts"),
    }, Voice)
end

return prompts
