/** What the API answers to whoever redeems a link. */

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

export const tokenOf = (sub: string, can: string[]): string => `${part({})}.${part({ sub, can })}.c2ln`;

export const ENTRANCE = {
  ...{ user: "entry-1", password: "secret", domain: "example.com", address: "wss://sip.example.com:7443" },
  number: "3000",
  ice_servers: [
    { urls: ["stun:turn.example.com"] },
    // Good until 2100.
    { urls: ["turn:turn.example.com"], username: "4102444800:entry-1", credential: "c" },
  ],
  token: tokenOf("entry-1", ["view", "chat"]),
  ...{ conference: "internal", name: "Grace", role: "participant", until: "2026-12-01T00:00:00Z", resume: "1.mine" },
};
