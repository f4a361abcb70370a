import { expect, it } from "vitest";
import { crashStore } from "#lib/history/testing/crash-rounds.ts";
import { describeStores } from "#lib/history/testing/stores.ts";

const kills = 5;

// `npm run bench -- crash` does it a hundred times.
describeStores("a process that is killed while it writes", (makeStore) => {
  it("loses nothing that was acknowledged", async () => {
    const { faults, acknowledged } = await crashStore((await makeStore()).place, kills);
    expect(faults).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  });
});
