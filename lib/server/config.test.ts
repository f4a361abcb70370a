import { describe, expect, it } from "vitest";
import { parseConfig } from "#lib/server/config.ts";

describe("the environment", () => {
  it("has defaults for everything", () => {
    expect(parseConfig({})).toEqual({ port: 3000, host: "127.0.0.1", simulatorPort: 4599 });
  });

  it("treats an empty variable as not set", () => {
    expect(parseConfig({ PORT: "" }).port).toBe(3000);
  });

  it.each(["1", "65535"])("allows port %s", (port) => {
    expect(parseConfig({ PORT: port }).port).toBe(Number(port));
  });

  it.each(["0", "-1", "65536", "80.5", "http"])("refuses port %s and says what is allowed", (port) => {
    expect(() => parseConfig({ PORT: port })).toThrow(
      `PORT=${port} is not allowed: a whole number from 1 to 65535`,
    );
  });

  it("names every wrong variable at once", () => {
    expect(() => parseConfig({ PORT: "x", SIMULATOR_PORT: "y" })).toThrow(/PORT=x[\s\S]*SIMULATOR_PORT=y/);
  });
});
