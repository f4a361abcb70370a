import { addSeconds } from "#lib/domain/time.ts";
import * as extra from "#lib/simulator/scenarios/extra.ts";
import { observeAccount, testCurtain } from "#lib/testing/observed-account.ts";
for (const name of process.argv.slice(2)) {
  const story = Object.values(extra).find((s) => s.id === name);
  if (!story) continue;
  const account = await observeAccount({ stories: [story] });
  await account.read();
  await account.elapseUntil(addSeconds(testCurtain, 75), 15);
  for (const { group } of await account.scopes()) {
    const report = await account.report(group);
    for (const s of report.sources) if (s.status !== "fresh") console.log(group, s.id, s.status, JSON.stringify(s.failure));
    for (const f of report.findings.filter((x) => x.verdict === "cannot-tell").slice(0, 2)) console.log(f.rule, JSON.stringify(f.evidence), f.summary, f.disprovedBy);
  }
}
