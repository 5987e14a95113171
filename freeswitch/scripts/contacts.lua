-- Where each of these users is registered, all devices of each, for the directory's dial-string.
-- Dialplan: <action application="lua" data="contacts.lua 1000@example.com 1001@example.com"/>, then bridge to user/….
-- FreeSWITCH's own way, ${sofia_contact(…)}, is an API call in text, which our nodes do not allow (api-expansion).

local api = freeswitch.API()

-- The text of a contact is the device's. What could end an address in a dial string, begin another, or expand is left out.
local CONTACT = "^sofia/[%w_.-]+/sip:[%w_.!~*%%;:@=+?/&%[%]-]+$"

local function answer(command)
    return (api:executeString(command) or ""):gsub("%s+$", "")
end

local function contacts(user, domain)
    local found = {}
    for contact in answer("sofia_contact */" .. user .. "@" .. domain):gmatch("[^,]+") do
        if #contact <= 1000 and contact:match(CONTACT) and not contact:find(":_:", 1, true) then
            found[#found + 1] = contact
        end
    end
    return found
end

local function reached(user, domain)
    local found = contacts(user, domain)
    if #found == 0 then
        -- An alias: devices are registered under the user's id.
        local id = answer("user_data " .. user .. "@" .. domain .. " attr id")
        if id ~= user and #id <= 64 and id:match("^[%w*#+_.-]+$") then
            return id, contacts(id, domain)
        end
    end
    return user, found
end

for _, address in ipairs(argv) do
    local user, domain = address:match("^([%w*#+_.-]+)@([%w.-]+)$")
    if user and #user <= 64 and #domain <= 253 then
        local id, found = reached(user, domain)
        -- A group asks by the name that its member has there.
        session:setVariable("all_contacts_" .. address, #found > 0 and table.concat(found, ",") or "error/user_not_registered")
        -- A dial-string asks by id, and names one device itself, after this. With several here that one must not ring
        -- twice: its address becomes the reason of an endpoint that fails at once.
        session:setVariable("more_contacts_" .. id .. "@" .. domain, #found > 1 and table.concat(found, ",") .. ",error/" or "")
    end
end
