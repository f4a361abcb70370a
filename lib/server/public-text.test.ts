import { expect, it } from "vitest";
import { toPublicText } from "#lib/server/public-text.ts";

const kept = {
  dataDirectory: "/var/lib/ghostline",
  databaseUrl: "postgres://ghost:secret@db.internal:5432/history",
};

it.each([
  [
    "the history in /var/lib/ghostline is in use by process 7 since 2026-11-23T14:00:00.000Z",
    "the history in GHOSTLINE_DATA is in use by process 7 since 2026-11-23T14:00:00.000Z",
  ],
  [
    "the file /var/lib/ghostline/history.sqlite is damaged (database disk image is malformed)",
    "the file GHOSTLINE_DATA/history.sqlite is damaged (database disk image is malformed)",
  ],
  [
    "the history in postgresql://db.internal:5432/history failed: connect ECONNREFUSED 10.1.2.3:5432; see that it runs",
    "the history in DATABASE_URL failed: connect ECONNREFUSED its address; see that it runs",
  ],
  [
    "the history in postgresql://db.internal/history failed: getaddrinfo ENOTFOUND db.internal, connect ECONNREFUSED ::1:5432",
    "the history in DATABASE_URL failed: getaddrinfo ENOTFOUND its host, connect ECONNREFUSED its address",
  ],
  [
    "the clock went back by 3 h; recording goes on since 2026-11-23T14:00:00.000Z",
    "the clock went back by 3 h; recording goes on since 2026-11-23T14:00:00.000Z",
  ],
])("%s", (text, told) => {
  expect(toPublicText(text, kept)).toBe(told);
});
