import { expect, it } from "vitest";
import { toNothingText } from "#components/palette/palette-words.ts";

const found = {
  at: "2026-03-04T14:00:00Z",
  q: "i-0",
  kinds: [],
  searched: { groups: 4, unread: 0 },
  oldest: "2026-03-01T09:30:12.000Z",
};
const asked = { found, q: "i-0a1", state: "asked-for", trouble: undefined } as const;

it.each([
  ["nothing", asked, "Nothing found; it may be older than what was recorded (since 2026-03-01 09:30 UTC)."],
  [
    "no record",
    { ...asked, found: { ...found, oldest: null } },
    "Nothing found; it may be older than what was recorded.",
  ],
  ["two characters", { ...asked, q: "i-" }, "Nothing found. Ids are searched from three characters on."],
  [
    "groups that nobody read",
    { ...asked, found: { ...found, searched: { groups: 4, unread: 1 } } },
    "Nothing found; it may be older than what was recorded (since 2026-03-01 09:30 UTC). 1 of 4 groups have not been read yet.",
  ],
  ["an answer under way", { ...asked, state: "before" as const }, "Searching…"],
  [
    "no server",
    { ...asked, trouble: "The dashboard's server does not answer." },
    "Not searched: The dashboard's server does not answer.",
  ],
])("%s is said as such", (_, input, text) => {
  expect(toNothingText(input)).toBe(text);
});
