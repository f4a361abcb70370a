import { addSeconds, toIso } from "#lib/domain/time.ts";
import * as extra from "#lib/simulator/scenarios/extra.ts";
import { observeAccount, testCurtain } from "#lib/testing/observed-account.ts";
const account = await observeAccount({ stories: [extra.taggedTooLate], minutesEarly: 22 });
await account.read();
await account.elapseUntil(addSeconds(testCurtain, 75), 60);
const [scope] = await account.scopes();
if (scope) {
  const report = await account.report("prod-badge");
  for (const s of report.sources) if (s.status !== "ok") console.log(s.id, s.status);
  console.log(JSON.stringify(report, null, 1).match(/"(instances|matching)"[\s\S]{0,1500}/)?.[0]);
}
for (const i of account.state().instances.values()) console.log(i.id, JSON.stringify(i.tags), toIso(i.launchTime));
