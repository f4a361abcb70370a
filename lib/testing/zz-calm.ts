import { addMs, minuteMs, toIso } from "#lib/domain/time.ts";
import * as extra from "#lib/simulator/scenarios/extra.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import { observeAccount, testCurtain } from "#lib/testing/observed-account.ts";
for (const story of [extra.caughtUp, extra.calmStandby]) {
  const t0 = performance.now();
  const account = await observeAccount({ stories: [story], minutesEarly: 360 });
  const found = new Map<string, string>();
  const look = async () => {
    for (const { group } of await account.scopes()) {
      const report = await account.report(group);
      for (const f of report.findings) {
        const key = `${f.severity} ${f.verdict} ${f.rule}`;
        if (!found.has(key)) found.set(key, `${toIso(account.now()).slice(11, 16)} ${f.summary.slice(0, 300)}`);
      }
    }
  };
  await account.elapseUntil(addMs(testCurtain, -30 * minuteMs), 120, look);
  await account.elapseUntil(addMs(testCurtain, 30 * minuteMs), 60, look);
  console.log(`# ${story.id} ${Math.round(performance.now() - t0)}`);
  for (const [k, v] of found) console.log(`   ${k}: ${v}`);
}
