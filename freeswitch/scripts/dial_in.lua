-- Lets a telephone caller into a conference: asks for its id and PIN, has the functions check them, joins.
-- Dialplan: <action application="lua" data="dial_in.lua"/>, or "dial_in.lua de" for a number that speaks German.

package.path = freeswitch.getGlobalVariable("script_dir") .. "/?.lua;" .. package.path

-- Before anything else: from here on FreeSWITCH neither logs the caller's digits nor makes DTMF events of them.
session:setVariable("sensitive_dtmf", "true")

local function converse()
    require("dial_in.call").run(session, argv[1])
end

local function apologise()
    local number = session:getVariable("destination_number")
    local file = require("dial_in.prompts").voice(argv[1], number):file("unavailable")
    session:answer()
    session:streamFile(file)
end

local finished = pcall(converse)
if not finished then
    -- The error's own text stays out of the log: it may quote what the caller typed.
    freeswitch.consoleLog("ERR", "dial-in: the script failed; are lua-socket, lua-sec and lua-cjson installed?\n")
    if session:ready() then
        pcall(apologise)
    end
end
if session:ready() then
    session:hangup(finished and "NORMAL_CLEARING" or "NORMAL_TEMPORARY_FAILURE")
end
