import { describe, expect, it } from "vitest";
import { type Machine, parseConfig } from "#lib/server/config.ts";

function makeMachine(...files: readonly string[]): Machine {
  return { home: "/home/op", projectRoot: "/srv/ghostline", exists: (file) => files.includes(file) };
}

function parse(environment: Record<string, string>, ...files: readonly string[]) {
  return parseConfig(environment, makeMachine(...files));
}

describe("the environment", () => {
  it("has defaults for everything", () => {
    expect(parse({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      simulatorPort: 4599,
      dataDirectory: "/home/op/.local/share/ghostline",
      accountsFile: undefined,
      databaseUrl: undefined,
    });
  });

  it("treats an empty variable as not set", () => {
    const empty = { PORT: "", GHOSTLINE_DATA: "", GHOSTLINE_CONFIG: "", DATABASE_URL: "", AWS_REGION: "" };
    expect(parse(empty)).toEqual(parse({}));
  });

  it.each(["1", "65535"])("allows port %s", (port) => {
    expect(parse({ PORT: port }).port).toBe(Number(port));
  });

  it.each(["0", "-1", "65536", "80.5", "http"])("refuses port %s and says what is allowed", (port) => {
    expect(() => parse({ PORT: port })).toThrow(
      `PORT=${port} is not allowed: a whole number from 1 to 65535`,
    );
  });

  it("names every wrong variable at once, each once", () => {
    const wrong = {
      PORT: "0.5",
      SIMULATOR_PORT: "y",
      GHOSTLINE_CONFIG: "none.json",
      DATABASE_URL: "mysql://x",
      AWS_REGION: "us east 1",
      AWS_DEFAULT_REGION: "useast",
    };
    const trouble = toMessage(() => parse(wrong));
    expect(trouble.match(/^\S+/gm)).toEqual([
      "Ghostline",
      "PORT=0.5",
      "SIMULATOR_PORT=y",
      "GHOSTLINE_CONFIG=none.json",
      "DATABASE_URL",
      "AWS_REGION=us",
      "AWS_DEFAULT_REGION=useast",
    ]);
  });
});

describe("the data directory", () => {
  it.each([
    [{ GHOSTLINE_DATA: "/var/lib/ghostline", XDG_DATA_HOME: "/data" }, "/var/lib/ghostline"],
    [{ GHOSTLINE_DATA: "data" }, "/srv/ghostline/data"],
    [{ XDG_DATA_HOME: "/data" }, "/data/ghostline"],
    [{ XDG_DATA_HOME: "data" }, "/home/op/.local/share/ghostline"],
  ])("with %j is %s", (environment, directory) => {
    expect(parse(environment).dataDirectory).toBe(directory);
  });
});

describe("the accounts file", () => {
  const standard = "/srv/ghostline/ghostline.config.json";

  it("is ghostline.config.json in the project's folder, where there is one", () => {
    expect(parse({}, standard).accountsFile).toBe(standard);
  });

  it.each([
    ["/etc/ghostline.json", "/etc/ghostline.json"],
    ["conf/accounts.json", "/srv/ghostline/conf/accounts.json"],
  ])("is %s where GHOSTLINE_CONFIG says so", (given, file) => {
    expect(parse({ GHOSTLINE_CONFIG: given }, standard, file).accountsFile).toBe(file);
  });

  it("that GHOSTLINE_CONFIG names must be there", () => {
    expect(() => parse({ GHOSTLINE_CONFIG: "/etc/none.json" }, standard)).toThrow(
      "GHOSTLINE_CONFIG=/etc/none.json is not allowed: the path of an accounts file that exists",
    );
  });
});

describe("DATABASE_URL", () => {
  it.each([
    "postgres://op:secret@db.internal:5432/ghostline",
    "postgresql://db/ghostline?sslmode=require",
    "postgres:///ghostline?host=/var/run/postgresql",
    "postgres://op@/ghostline?host=/var/run/postgresql",
  ])("may be %s", (url) => {
    expect(parse({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each(["mysql://op:secret@db/x", "postgres://op:sec/ret@db/x", "secret", "postgres:op:secret@db/x"])(
    "may not be %s, and the error does not repeat it",
    (url) => {
      const trouble = toMessage(() => parse({ DATABASE_URL: url, PORT: "x" }));
      expect(trouble).toContain(
        "DATABASE_URL (not shown here) is not allowed: an address of a PostgreSQL database",
      );
      expect(trouble).not.toMatch(/secret|sec\/ret|op:/);
    },
  );
});

function toMessage(run: () => unknown): string {
  try {
    run();
  } catch (cause) {
    if (cause instanceof Error) return cause.message;
  }
  return "";
}
