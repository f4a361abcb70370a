import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadAccountsFile, parseAccountsFile, toServerNames } from "#lib/server/accounts-file.ts";

const role = "arn:aws:iam::111122223333:role/ghostline";
const file = "ghostline.config.json";

function parse(value: unknown) {
  return parseAccountsFile(JSON.stringify(value), file);
}

function parseAccount(account: object) {
  return parse({ accounts: [{ name: "a", ...account }] }).accounts[0];
}

describe("the accounts file", () => {
  it("holds accounts and how long the history is kept", () => {
    const accounts = [
      { name: "production", role, externalId: "e-1", regions: ["eu-west-1", "us-gov-west-1"] },
      { name: "sandbox", profile: "sandbox" },
      { name: "this one" },
    ];
    const history = { keepDays: 90, maxMegabytes: 2048 };
    expect(parse({ accounts, history })).toEqual({
      hosts: [],
      accounts,
      history,
    });
  });

  it("may leave out everything", () => {
    expect(parse({})).toEqual({ accounts: [], hosts: [], history: {} });
    expect(parse({ history: { keepDays: 1 } })).toMatchObject({ accounts: [], history: { keepDays: 1 } });
  });

  it("says how the server is reached", () => {
    const settings = parse({
      publicUrl: "https://Ghost.example.com:8443",
      hosts: ["Ghost", "ghost.internal"],
    });
    expect(toServerNames(settings)).toEqual(["ghost.example.com", "ghost", "ghost.internal"]);
    expect(toServerNames(parse({}))).toEqual([]);
  });

  it.each([
    [{ publicUrl: "ghost.example.com" }, "publicUrl"],
    [{ publicUrl: "https://ghost.example.com/path" }, "publicUrl"],
    [{ publicUrl: "ftp://ghost.example.com" }, "publicUrl"],
    [{ hosts: ["ghost:3000"] }, "hosts[0]"],
    [{ hosts: ["ok", "*.example.com"] }, "hosts[1]"],
    [{ hosts: "ghost" }, "hosts"],
  ])("refuses %j", (settings, where) => {
    expect(() => parse(settings)).toThrow(`${file}:1: ${where}: `);
  });

  it.each([
    "arn:aws:iam::111122223333:role/x",
    "arn:aws-cn:iam::111122223333:role/path/to/x",
    "arn:aws-us-gov:iam::111122223333:role/a+b=c,d.e@f-g",
  ])("takes the role %s", (arn) => {
    expect(parseAccount({ role: arn })?.role).toBe(arn);
  });

  it.each([
    ["a role without a path", { role: "arn:aws:iam::111122223333:role" }, "role"],
    ["a user's ARN", { role: "arn:aws:iam::111122223333:user/x" }, "role"],
    ["a short account id", { role: "arn:aws:iam::11112222333:role/x" }, "role"],
    ["a role's session", { role: "arn:aws:sts::111122223333:assumed-role/x/y" }, "role"],
    ["an external id of one letter", { role, externalId: "e" }, "externalId"],
    ["an external id with a blank", { role, externalId: "a b" }, "externalId"],
    ["an external id without a role", { externalId: "e-1" }, "externalId"],
    ["an empty profile", { profile: "" }, "profile"],
    ["no regions", { regions: [] }, "regions"],
    ["one region as text", { regions: "eu-west-1" }, "regions"],
    ["an availability zone", { regions: ["eu-west-1a"] }, "regions[0]"],
    ["a region in capitals", { regions: ["us-east-1", "EU-WEST-1"] }, "regions[1]"],
    ["a region twice", { regions: ["us-east-1", "us-east-1"] }, "regions[1]"],
    ["an empty name", { name: "" }, "name"],
    ["a blank at the name's end", { name: "a " }, "name"],
    ["a line break in the name", { name: "a\nb" }, "name"],
    ["a name of 65 characters", { name: "x".repeat(65) }, "name"],
    ["null for a role", { role: null }, "role"],
  ])("refuses %s and says what is allowed", (_what, account, key) => {
    expect(() => parseAccount(account)).toThrow(
      new RegExp(
        `^ghostline\\.config\\.json:1: accounts\\[0\\]\\.${key.replaceAll(/[[\]]/g, "\\$&")}: .*allowed: .`,
      ),
    );
  });

  it("takes a name of 64 characters", () => {
    expect(parseAccount({ name: "x".repeat(64) })?.name).toHaveLength(64);
  });

  it.each([
    [{ accounts: [] }, "accounts: an empty list is not allowed; allowed: a list of one account or more"],
    [{ accounts: {} }, "accounts: an object is not allowed; allowed: a list of one account or more"],
    [
      { accounts: [{ profile: "p" }] },
      "accounts[0].name: is missing; allowed: a text of 1 to 64 characters, without a blank at either end",
    ],
    [
      { accounts: [{ name: "a" }, { name: "b" }, { name: "a" }] },
      'accounts[2].name: "a" stands here for the second time; allowed: each once',
    ],
    [
      { accounts: [{ name: "a", rol: role }] },
      "accounts[0].rol: is not a setting; allowed: an object with name and, if needed, role, externalId, profile and regions",
    ],
    [
      { history: { keepDays: 0 } },
      "history.keepDays: 0 is not allowed; allowed: a whole number from 1 to 36500",
    ],
    [
      { history: { keepDays: 1.5 } },
      "history.keepDays: 1.5 is not allowed; allowed: a whole number from 1 to 36500",
    ],
    [
      { history: { maxMegabytes: "2" } },
      'history.maxMegabytes: "2" is not allowed; allowed: a whole number from 1 to 10000000',
    ],
    [
      { history: { days: 2 } },
      "history.days: is not a setting; allowed: an object with keepDays and maxMegabytes, either of which may be left out",
    ],
    [
      { account: [] },
      "account: is not a setting; allowed: an object with accounts, history, publicUrl and hosts, each of which may be left out",
    ],
    [
      [],
      "an empty list is not allowed; allowed: an object with accounts, history, publicUrl and hosts, each of which may be left out",
    ],
  ])("says of %j what is wrong", (value, message) => {
    expect(() => parse(value)).toThrow(new Error(`${file}:1: ${message}`));
  });

  it("names every wrong setting at once, each with its line, in their order", () => {
    const text = `{
  "history": { "keepDays": -1 },
  "accounts": [
    { "name": "a" },
    {
      "name": "b",
      "role": "ghostline",
      "regions": [
        "eu-west-1",
        "Ireland"
      ],
      "externalID": "e-1"
    }
  ]
}`;
    expect(() => parseAccountsFile(text, file)).toThrow(
      new Error(
        [
          `${file}:2: history.keepDays: -1 is not allowed; allowed: a whole number from 1 to 36500`,
          `${file}:7: accounts[1].role: "ghostline" is not allowed; allowed: the ARN of a role, e.g. ${role}`,
          `${file}:10: accounts[1].regions[1]: "Ireland" is not allowed; allowed: a region, e.g. eu-west-1`,
          `${file}:12: accounts[1].externalID: is not a setting; allowed: an object with name and, if needed, role, externalId, profile and regions`,
        ].join("\n"),
      ),
    );
  });

  it("says where it is not JSON", () => {
    expect(() => parseAccountsFile('{\n  "accounts": [,]\n}', file)).toThrow(
      new Error(`${file}:2:16: not JSON: a value, or a key in double quotes, is expected, but there is ,]`),
    );
  });
});

describe("the accounts file on disk", () => {
  it("is read, and errors name it", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "ghostline-accounts-"));
    const one = path.join(folder, file);
    try {
      writeFileSync(one, '{ "accounts": [{ "name": "a" }] }');
      expect((await loadAccountsFile(one)).accounts).toEqual([{ name: "a" }]);
      writeFileSync(one, '{ "accounts": [{ "name": 7 }] }');
      await expect(loadAccountsFile(one)).rejects.toThrow(`${one}:1: accounts[0].name: 7 is not allowed`);
      await expect(loadAccountsFile(path.join(folder, "other.json"))).rejects.toThrow(
        /other\.json cannot be read: ENOENT/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is named as people see it below the working folder", async () => {
    await expect(loadAccountsFile(path.resolve("no-such.json"))).rejects.toThrow(
      /^no-such\.json cannot be read/,
    );
  });
});
