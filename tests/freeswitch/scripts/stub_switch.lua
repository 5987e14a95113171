-- Plays FreeSWITCH's part for one run of a script: a scenario (JSON file) in, what the script did (JSON) out.

local json = require("cjson")

local file = assert(io.open(arg[2]))
local scenario = json.decode(file:read("*a"))
file:close()

local steps = {}
local ready = true

local function did(what, ...)
    steps[#steps + 1] = { what = what, arguments = { ... } }
    if #steps == scenario.hang_up_at then
        ready = false
    end
end

argv = { [0] = "dial_in.lua", scenario.language }

freeswitch = {}

function freeswitch.getGlobalVariable(name)
    return scenario.globals[name]
end

function freeswitch.consoleLog(level, text)
    steps[#steps + 1] = { what = "log", arguments = { level, text } }
end

-- How many seconds the bridges have taken.
local passed = 0
session = {}

function session:ready() -- luacheck: ignore
    return ready
end

function session:getVariable(name) -- luacheck: ignore
    return scenario.variables[name]
end

function session:read(low, high, prompt, timeout, terminators, digit_timeout) -- luacheck: ignore
    did("read", low, high, prompt, timeout, terminators, digit_timeout)
    return ready and table.remove(scenario.typed, 1) or ""
end

for _, name in ipairs({ "answer", "setVariable", "execute", "streamFile", "sleep", "flushDigits", "hangup" }) do
    session[name] = function(_, ...)
        did(name, ...)
        if name == "execute" and ... == "bridge" and scenario.bridges_end then
            scenario.variables.bridge_hangup_cause = table.remove(scenario.bridges_end, 1)
            local seconds = table.remove(scenario.bridges_last, 1) or 0
            scenario.variables.originate_disposition = seconds > 0 and "call accepted" or "DESTINATION_OUT_OF_ORDER"
            passed = passed + math.abs(seconds)
        end
        if name == "hangup" then
            ready = false
        end
    end
end

if scenario.bridges_end then
    local socket = require("socket")
    local clock = socket.gettime
    socket.gettime = function() return clock() + passed end
end

if scenario.missing_module then
    package.preload[scenario.missing_module] = function() error("module not found") end
end

dofile(arg[1])
io.write(json.encode(steps))
