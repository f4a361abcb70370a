import { describe, expect, it } from "vitest";
import { sortEvents } from "#lib/report/event-order.ts";

const names = (...given: readonly string[]) =>
  sortEvents(given.map((name) => ({ name, status: "Pending" }))).map((event) => event.name);

describe("sortEvents", () => {
  it("puts the events of a launch deployment in the documented order", () => {
    expect(names("AllowTraffic", "Install", "ApplicationStop", "ValidateService", "DownloadBundle")).toEqual([
      "ApplicationStop",
      "DownloadBundle",
      "Install",
      "ValidateService",
      "AllowTraffic",
    ]);
  });

  it("blocks traffic before it stops the application", () => {
    expect(names("ApplicationStop", "AfterBlockTraffic", "BlockTraffic", "BeforeBlockTraffic")).toEqual([
      "BeforeBlockTraffic",
      "BlockTraffic",
      "AfterBlockTraffic",
      "ApplicationStop",
    ]);
  });

  it("leaves an event it does not know behind the one it came after", () => {
    expect(names("Install", "WarmCache", "AfterInstall", "ApplicationStop")).toEqual([
      "ApplicationStop",
      "Install",
      "WarmCache",
      "AfterInstall",
    ]);
  });

  it("keeps two events of one name in the order AWS gave", () => {
    const sorted = sortEvents([
      { name: "Install", status: "Failed" },
      { name: "Install", status: "Succeeded" },
    ]);
    expect(sorted.map((event) => event.status)).toEqual(["Failed", "Succeeded"]);
  });
});
