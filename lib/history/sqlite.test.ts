import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe } from "vitest";
import { describeHistory } from "#lib/history/history-contract.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ghostline-history-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("history in SQLite", () => {
  let stores = 0;
  describeHistory(async () => {
    stores += 1;
    return { kind: "sqlite", directory: path.join(folder, String(stores)) };
  });
});
