-- Posts to the functions' /pin-check. mod_curl would log and publish what it posts, so this is LuaSocket and LuaSec.

local http = require("socket.http")
local json = require("cjson.safe")
local ltn12 = require("ltn12")
local mime = require("mime")
local url = require("socket.url")
local connection = require("dial_in.connection")

local back_end = {}

local START_S = 5
local CHECK_S = 5
local LONGEST_ANSWER = 16384
local LOOPBACK = { ["127.0.0.1"] = true, ["::1"] = true, ["localhost"] = true }

local function global(name)
    return freeswitch.getGlobalVariable(name) or ""
end

-- Display data only: the number that a caller claims to have is cut to what a number can be.
local function plain(text)
    return (text:gsub("[^0-9A-Za-z*#+_.-]", ""):sub(1, 64))
end

local function encoded(fields)
    local pairs_ = {}
    for name, value in pairs(fields) do
        pairs_[#pairs_ + 1] = name .. "=" .. url.escape(value)
    end
    return table.concat(pairs_, "&")
end

-- The functions' address in parts, or nil if a PIN would cross a network in the clear or the address is no address.
local function target(variable)
    local parts = url.parse(global(variable))
    if not parts or not parts.host or (parts.scheme ~= "https" and parts.scheme ~= "http") then
        return nil, variable .. " is not set"
    end
    local host = parts.host:gsub("^%[(.*)%]$", "%1")
    if parts.scheme == "http" and not LOOPBACK[host] then
        return nil, variable .. " is http and not loopback"
    end
    return { scheme = parts.scheme, host = host, port = parts.port, path = (parts.path or ""):gsub("/+$", "") }
end

local function sink(chunks)
    local length = 0
    return function(chunk)
        length = length + #(chunk or "")
        if length > LONGEST_ANSWER then
            return nil, "too long"
        end
        chunks[#chunks + 1] = chunk
        return 1
    end
end

-- The reasons returned are words of ours: they go into the log, an error's own text does not.
local function post_to(to, body, seconds)
    local chunks = {}
    local cafile = global("functions_ca_file")
    local open = connection.opener(to.scheme, to.host, seconds, cafile ~= "" and cafile or nil)
    local sent, status = http.request({
        scheme = to.scheme, host = to.host, port = to.port, path = to.path .. "/pin-check",
        method = "POST", redirect = false, create = open,
        headers = {
            ["authorization"] = "Basic " .. mime.b64(global("functions_user") .. ":" .. global("functions_password")),
            ["user-agent"] = "freeswitch-functions/0.1.0 dial-in",
            ["content-type"] = "application/x-www-form-urlencoded",
            ["content-length"] = tostring(#body),
        },
        source = ltn12.source.string(body), sink = sink(chunks),
    })
    if not sent then
        return nil, connection.reason(status)
    elseif status ~= 200 then
        return nil, "HTTP status " .. tostring(tonumber(status) or "none")
    end
    local answer = json.decode(table.concat(chunks))
    if type(answer) ~= "table" then
        return nil, "not JSON"
    end
    return answer
end

-- The first address, then the second if there is one: like mod_xml_curl's two bindings.
local function post(fields, seconds)
    local body, answer, problem = encoded(fields), nil, nil
    for _, variable in ipairs({ "functions_url", "functions_url_2" }) do
        if variable == "functions_url" or global(variable) ~= "" then
            local to
            to, problem = target(variable)
            if to then
                answer, problem = post_to(to, body, seconds)
            end
            if answer then
                return answer
            end
        end
    end
    return nil, problem
end

local function about(caller)
    return {
        caller = plain(caller.caller), number = plain(caller.number),
        node = plain(caller.node), call = plain(caller.call),
    }
end

function back_end.start(caller)
    local fields = about(caller)
    fields.step = "start"
    return post(fields, START_S)
end

-- `ticket` is what the functions gave for the same id and PIN a moment before, when their turn had not come.
function back_end.check_pin(caller, id, pin, ticket)
    local fields = about(caller)
    fields.id, fields.pin, fields.ticket = id, pin, ticket
    return post(fields, CHECK_S)
end

return back_end
