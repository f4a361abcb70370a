// npm run bench: ratios within one run; nothing here can fail a test.
import { measureColdRead } from "#lib/bench/cold-read.ts";
import { run } from "#lib/commands/run.ts";

const goal = 1.15;

await run(async () => {
  console.log("Cold read of one deployment group, every call delayed by 50 ms; median of 7.");
  console.log(
    "The longest chain is the same dependent calls made one after the other, and nothing beside them.\n",
  );
  console.log(
    "instances | wall ms | longest chain | wall ÷ chain (goal ≤ 1.15) | calls ÷ fewest | AWS CLI script ÷ ours",
  );
  for (const size of [3, 100, 1_000]) {
    const { wallMs, chain, chainMs, calls, fewestCalls, cli } = await measureColdRead(size);
    const ratio = wallMs / chainMs;
    const ours = [
      String(size).padStart(9),
      wallMs.toFixed(0).padStart(7),
      `${chain} calls, ${chainMs.toFixed(0)} ms`.padStart(13),
      `${ratio.toFixed(2)} ${ratio <= goal ? "ok" : "missed"}`.padStart(26),
      `${calls} ÷ ${fewestCalls} = ${(calls / fewestCalls).toFixed(2)}`.padStart(14),
      cli === undefined
        ? "no /usr/bin/aws here"
        : `${(cli.wallMs / wallMs).toFixed(0)} × (${(cli.wallMs / 1000).toFixed(1)} s, ${cli.calls} commands)`,
    ];
    console.log(ours.join(" | "));
  }
});
