import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { toFleetKey, toLiveKey, toReportKey } from "#components/data/query-keys.ts";
import { fleetPart } from "#components/stream/stream-parts.ts";
import { toScopeKey } from "#lib/domain/scope.ts";

const api = { account: "1", region: "us-east-1", application: "api", group: "prod" };
const web = { ...api, application: "web" };
const at = "2026-11-23T14:22:10Z";
const keys = {
  api: toReportKey(api, {}),
  "api, one hour": toReportKey(api, { window: "1h" }),
  "api in the past": toReportKey(api, { at }),
  web: toReportKey(web, {}),
  fleet: toFleetKey(undefined),
  "fleet in the past": toFleetKey(at),
};

it.each([
  [toScopeKey(api), ["api", "api, one hour"]],
  [fleetPart, ["fleet"]],
])("a reading of %j makes old %j and nothing else", async (part, old) => {
  const client = new QueryClient();
  for (const key of Object.values(keys)) client.setQueryData(key, "read");
  await client.invalidateQueries({ queryKey: toLiveKey(part) });
  const invalidated = Object.entries(keys).filter(([, key]) => client.getQueryState(key)?.isInvalidated);
  expect(invalidated.map(([name]) => name)).toEqual(old);
});
