import { expect, it } from "vitest";
import { isAllowedHost } from "#lib/edge/allowed-host.ts";

const names = new Set(["ghost.example.com", "ghostline"]);

it.each([
  "localhost",
  "localhost:3000",
  "LOCALHOST:3000",
  "app.localhost:3000",
  "127.0.0.1:3000",
  "127.0.0.1",
  "[::1]:3000",
  "[::1]",
  "10.1.2.3:3000",
  "ghost.example.com",
  "Ghost.Example.com:8443",
  "ghost.example.com.",
  "ghostline:3000",
])("%s is answered", (header) => {
  expect(isAllowedHost(header, names)).toBe(true);
});

it.each([
  undefined,
  "",
  "evil.com",
  "evil.com:3000",
  "localhost.evil.com",
  "127.0.0.1.evil.com",
  "127.0.0.1.nip.io:3000",
  "notlocalhost",
  "xn--localhost-x",
  "sub.ghost.example.com",
  "ghost.example.com.evil.com",
  "ghost.example.com@evil.com",
  "evil.com/localhost",
  "localhost evil.com",
  "localhost,evil.com",
  "[::1",
  "::1",
  "0x7f000001",
  "localhost:",
  "localhost:3000:1",
])("%s is not", (header) => {
  expect(isAllowedHost(header, names)).toBe(false);
});
