-- A TCP or TLS connection for socket.http with one deadline for everything and a checked certificate.

local socket = require("socket")

local connection = {}

local CONNECT_S = 2
local CA_FILE = "/etc/ssl/certs/ca-certificates.crt"
local SUBJECT_ALT_NAME = "2.5.29.17"

local KNOWN = {
    ["timeout"] = "time-out", ["wantread"] = "time-out", ["wantwrite"] = "time-out", ["closed"] = "connection closed",
    ["connection refused"] = "connection refused", ["host or service not provided, or not known"] = "unknown host",
    ["wrong host name"] = "certificate is for another host", ["too long"] = "answer too long",
}

-- One of our own words for an error: the library's text could hold anything.
function connection.reason(problem)
    local text = tostring(problem)
    return KNOWN[text] or text:match("certificate") and "certificate not trusted" or "connection failed"
end

-- Exact, or one wildcard for the whole leftmost label (RFC 6125).
local function covers(pattern, host)
    pattern, host = pattern:lower(), host:lower()
    if pattern == host then
        return true
    end
    local suffix = pattern:match("^%*(%.[^*]+%.[^*]+)$")
    return suffix ~= nil and host:match("^[^.]+(%..+)$") == suffix
end

-- LuaSec checks the chain but never the name, so a certificate for any host would do.
function connection.certifies(certificate, host)
    local names = (certificate:extensions() or {})[SUBJECT_ALT_NAME] or {}
    for _, address in ipairs(names.iPAddress or {}) do
        if address == host then
            return true
        end
    end
    for _, name in ipairs(names.dNSName or {}) do
        if not host:match("^[%d.]+$") and covers(name, host) then
            return true
        end
    end
    return false
end

local function encrypted(plain, host, cafile, left)
    -- Only here: a node that talks to its own loopback needs no LuaSec.
    local ssl = require("ssl")
    local tls, problem = ssl.wrap(plain, {
        mode = "client", protocol = "any", verify = { "peer", "fail_if_no_peer_cert" }, cafile = cafile or CA_FILE,
        options = { "all", "no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1_1" },
    })
    if not tls then
        return nil, problem
    end
    if not host:match("^[%d.:]+$") then
        tls:sni(host)
    end
    tls:settimeout(left, "t")
    local done
    done, problem = tls:dohandshake()
    if done and not connection.certifies(tls:getpeercertificate(), host) then
        done, problem = nil, "wrong host name"
    end
    if not done then
        tls:close()
        return nil, problem
    end
    return tls
end

-- What socket.http takes as `create`: an object with the methods of a socket, all of them bound by one deadline.
function connection.opener(scheme, host, seconds, cafile)
    local deadline = socket.gettime() + seconds
    return function()
        local inner, problem = socket.tcp()
        if not inner then
            return nil, problem
        end
        local outer = {}
        local function bounded(method)
            outer[method] = function(_, ...)
                local left = deadline - socket.gettime()
                if left <= 0 then
                    return nil, "timeout"
                end
                inner:settimeout(left, "t")
                return inner[method](inner, ...)
            end
        end
        bounded("send")
        bounded("receive")
        function outer.settimeout() return 1 end
        function outer.getfd() return inner:getfd() end
        function outer.dirty() return inner:dirty() end
        function outer.close() return inner:close() end
        function outer.connect(_, address, port)
            inner:settimeout(math.min(CONNECT_S, seconds), "t")
            local connected, failure = inner:connect(address, port)
            if connected and scheme == "https" then
                local tls
                tls, failure = encrypted(inner, host, cafile, deadline - socket.gettime())
                if not tls then
                    return nil, failure
                end
                inner = tls
            end
            return connected, failure
        end
        return outer
    end
end

return connection
