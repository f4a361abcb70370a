import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeQueryClient } from "#components/data/query-client.ts";
import { minuteMs } from "#lib/domain/time.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function look(where: "browser" | "server") {
  const client = makeQueryClient(where);
  const query = {
    queryKey: ["severity", "a group"],
    queryFn: () => "bad",
    initialData: "good",
    staleTime: 9e9,
  };
  const stopLooking = new QueryObserver(client, query).subscribe(() => undefined);
  return { client, stopLooking };
}

describe("what is kept of answers", () => {
  it("a page that is drawn on the server starts no timer, and nothing outlives it", () => {
    look("server").stopLooking();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("in the browser it is kept for its time and no longer", async () => {
    const { client, stopLooking } = look("browser");
    stopLooking();
    await vi.advanceTimersByTimeAsync(14 * minuteMs);
    expect(client.getQueryCache().getAll()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    expect(client.getQueryCache().getAll()).toHaveLength(0);
  });

  it("no view says by itself how long: on the server that would be a timer", () => {
    const root = path.resolve(import.meta.dirname, "..");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (file) => /\.tsx?$/.test(file) && !file.startsWith("data/query-client"),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => /gcTime/.test(readFileSync(path.join(root, file), "utf8")))).toEqual([]);
  });
});
